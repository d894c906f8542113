using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// Two linears with a non-linearity between them, <c>U f(D x + d) + u</c>, through a state that is narrower than a hidden state (Houlsby et al. 2019,
/// "Parameter-Efficient Transfer Learning for NLP", arXiv 1902.00751, section 2.1). What x is, and where the sum goes, is a derived class's.
/// </summary>
public abstract class BottleneckAdapter : PlacedAdaptation
{
    private readonly Activation activation;
    private readonly BottleneckInitialization initialization;
    private readonly double standardDeviation;

    private protected BottleneckAdapter(string name, EncoderConfig config, Place place, int reduction, Activation activation, BottleneckInitialization initialization)
        : base(name, place)
    {
        ArgumentNullException.ThrowIfNull(config);
        (this.activation, this.initialization, standardDeviation) = (activation, initialization, config.InitializerRange);
        var width = NarrowWidth.Of(place.OutputSize, reduction);
        Down = Registered("down", width, place.OutputSize);
        DownBias = Registered("down_bias", width);
        Up = Registered("up", place.OutputSize, width);
        UpBias = Registered("up_bias", place.OutputSize);
        Initialize();
    }

    /// <summary>The matrix that narrows, <c>[hidden / reduction, hidden]</c>.</summary>
    [Trains("adapter_down.weight", "Output / Reduction", Dimension.Output)]
    public Parameter Down { get; }

    /// <summary>What is added behind it, <c>[hidden / reduction]</c>.</summary>
    [Trains("adapter_down.bias", "Output / Reduction")]
    public Parameter DownBias { get; }

    /// <summary>The matrix that widens again, <c>[hidden, hidden / reduction]</c>.</summary>
    [Trains("adapter_up.weight", Dimension.Output, "Output / Reduction")]
    public Parameter Up { get; }

    /// <summary>What is added behind it, <c>[hidden]</c>.</summary>
    [Trains("adapter_up.bias", Dimension.Output)]
    public Parameter UpBias { get; }

    /// <inheritdoc/>
    public override void Initialize()
    {
        using var _ = no_grad();
        nn.init.zeros_(DownBias);
        nn.init.zeros_(UpBias);
        switch (initialization)
        {
            case BottleneckInitialization.Normal:
                nn.init.normal_(Down, 0, standardDeviation);
                nn.init.normal_(Up, 0, standardDeviation);
                break;
            case BottleneckInitialization.NearIdentity:
                nn.init.trunc_normal_(Down, 0, 1e-3, -2e-3, 2e-3);
                nn.init.trunc_normal_(Up, 0, 1e-3, -2e-3, 2e-3);
                break;
            case BottleneckInitialization.Identity:
                nn.init.kaiming_uniform_(Down, Math.Sqrt(5));
                nn.init.zeros_(Up);
                break;
        }
    }

    /// <summary>What goes through the bottleneck.</summary>
    /// <param name="states"><c>[tokens, hidden]</c>.</param>
    /// <returns><c>[tokens, hidden]</c>; it belongs to the caller's scope.</returns>
    protected Tensor Through(Tensor states)
    {
        ArgumentNullException.ThrowIfNull(states);
        using var scope = NewDisposeScope();
        var narrow = activation.Apply(nn.functional.linear(states, Down.to(states.dtype), DownBias.to(states.dtype)));                  // [tokens, hidden / reduction]
        return nn.functional.linear(narrow, Up.to(narrow.dtype), UpBias.to(narrow.dtype)).MoveToOuterDisposeScope();   // [tokens, hidden]
    }
}
