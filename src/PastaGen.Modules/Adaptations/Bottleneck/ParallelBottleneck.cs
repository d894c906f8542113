using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The adapter of <see cref="ParallelAdapterAttribute"/> at one place: <c>y &lt;- y + s (U f(D x + d) + u)</c>, where y is what the block gives before its residual and
/// x is what its first linears read (arXiv 2110.04366, section 4 and table 1).
/// </summary>
[LivesAt("parallel-adapter", Site.AttentionOutput | Site.FeedForwardOutput, Usual = Site.FeedForwardOutput, IsPerToken = true,
    Summary = "adds s (U f(D x + d) + u), where x enters the block (arXiv 2110.04366, table 1)")]
public sealed class ParallelBottleneck : BottleneckAdapter
{
    private readonly double scale;

    /// <summary>The adapter of a place.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="place">The place.</param>
    /// <param name="reduction">The width of a hidden state over that of the narrow one.</param>
    /// <param name="activation">What stands between the two linears.</param>
    /// <param name="scale">What scales the sum where the scale is not learned.</param>
    /// <param name="learnsScale">Whether it is.</param>
    /// <param name="initialization">What fresh weights are.</param>
    public ParallelBottleneck(
        EncoderConfig config, Place place, int reduction, Activation activation, double scale, bool learnsScale,
        BottleneckInitialization initialization = BottleneckInitialization.Identity)
        : base(nameof(ParallelBottleneck), config, place, reduction, activation, initialization)
    {
        this.scale = scale;
        Scaling = learnsScale ? Registered("scaling", 1) : null;
        if (Scaling is not null) nn.init.ones_(Scaling);
    }

    /// <summary>The learned scale, <c>[1]</c>; null where it is given.</summary>
    [Trains("scaling", 1, When = nameof(ParallelAdapterAttribute.LearnsScale))]
    public Parameter? Scaling { get; }

    /// <inheritdoc/>
    public override void Initialize()
    {
        base.Initialize();
        if (Scaling is not null) nn.init.ones_(Scaling);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, SiteContext input2)
    {
        ArgumentNullException.ThrowIfNull(input1);
        using var scope = NewDisposeScope();
        var entering = input2.BlockInput ?? throw new InvalidOperationException($"the data flow at {input2.Site} does not tell what enters the block there");
        var through = Through(entering);                                                             // [tokens, hidden]
        var scaled = Scaling is null ? through * scale : through * Scaling.to(through.dtype);
        return (input1 + scaled).MoveToOuterDisposeScope();                                          // [tokens, hidden]
    }
}
