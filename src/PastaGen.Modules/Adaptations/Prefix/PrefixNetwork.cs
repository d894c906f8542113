using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The network of <see cref="PrefixNetworkAttribute"/>: <c>P = W_2 tanh(W_1 E + b_1) + b_2</c>, whose rows are laid out as
/// <see cref="PrefixKeyValues.Prefixes"/> (arXiv 2101.00190, section 4.3; two layers with a middle of 512 are the defaults of its authors' code).
/// </summary>
[LivesAt("prefix-network", Site.Batch | Site.KeyValueSequence, IsPerToken = true, Summary = "puts this layer's keys and values, which a trained network gives, before those of each row (arXiv 2101.00190, section 4.3)")]
public sealed class PrefixNetwork : LayerPrefix
{
    /// <summary>A network for every layer of an encoder.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="length">How many keys and values each layer gets.</param>
    /// <param name="middleSize">Width of the network's middle.</param>
    /// <param name="movesPositions">Whether tokens are numbered behind the prefix.</param>
    public PrefixNetwork(EncoderConfig config, int length, int middleSize, bool movesPositions = true) : base(nameof(PrefixNetwork), config, length, movesPositions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(middleSize, 1);
        var (hidden, all) = (Config.HiddenSize, 2 * Config.LayerCount * Config.HiddenSize);
        register_parameter("embedding", Embedding = new Parameter(zeros(length, hidden)));
        register_parameter("middleWeight", MiddleWeight = new Parameter(zeros(middleSize, hidden)));
        register_parameter("middleBias", MiddleBias = new Parameter(zeros(middleSize)));
        register_parameter("outputWeight", OutputWeight = new Parameter(zeros(all, middleSize)));
        register_parameter("outputBias", OutputBias = new Parameter(zeros(all)));
        Initialize();
    }

    /// <summary>What enters the network, <c>[length, hidden]</c>.</summary>
    [Trains("embedding", nameof(PrefixNetworkAttribute.Length), Dimension.Hidden)]
    public Parameter Embedding { get; }

    /// <summary>The first matrix, <c>[middle, hidden]</c>.</summary>
    [Trains("middle.weight", nameof(PrefixNetworkAttribute.MiddleSize), Dimension.Hidden)]
    public Parameter MiddleWeight { get; }

    /// <summary>Its bias, <c>[middle]</c>.</summary>
    [Trains("middle.bias", nameof(PrefixNetworkAttribute.MiddleSize))]
    public Parameter MiddleBias { get; }

    /// <summary>The second matrix, <c>[2 * layers * hidden, middle]</c>.</summary>
    [Trains("output.weight", "2 * Layers * Hidden", nameof(PrefixNetworkAttribute.MiddleSize))]
    public Parameter OutputWeight { get; }

    /// <summary>Its bias, <c>[2 * layers * hidden]</c>.</summary>
    [Trains("output.bias", "2 * Layers * Hidden")]
    public Parameter OutputBias { get; }

    /// <summary>Fresh values as usual implementations have them: N(0, 1) for what enters, and those of linears.</summary>
    public override void Initialize()
    {
        using var _ = no_grad();
        nn.init.normal_(Embedding);
        FreshLinear.Initialize(MiddleWeight, MiddleBias);
        FreshLinear.Initialize(OutputWeight, OutputBias);
    }

    /// <inheritdoc/>
    public override KeyValueSequence Attended(KeyValueSequence sequence, SiteContext context)
    {
        using var scope = NewDisposeScope();
        var (size, first) = (Config.HiddenSize, 2 * context.Layer * Config.HiddenSize);
        // A layer computes its own rows of the output alone: the layer may be computed again in the backward pass, and the middle is small.
        var both = Apply(Embedding, MiddleWeight, MiddleBias, OutputWeight.narrow(0, first, 2 * size), OutputBias.narrow(0, first, 2 * size));   // [length, 2 * hidden]
        return sequence.Prepend(both.narrow(1, 0, size), both.narrow(1, size, size)).MoveToOuterDisposeScope();
    }

    /// <summary>What the network gives.</summary>
    /// <param name="embedding">What enters, <c>[length, hidden]</c>.</param>
    /// <param name="middleWeight">The first matrix.</param>
    /// <param name="middleBias">Its bias.</param>
    /// <param name="outputWeight">The second matrix, or some of its rows.</param>
    /// <param name="outputBias">Its bias.</param>
    /// <returns><c>[length, rows]</c>.</returns>
    internal static Tensor Apply(Tensor embedding, Tensor middleWeight, Tensor middleBias, Tensor outputWeight, Tensor outputBias)
    {
        using var scope = NewDisposeScope();
        var middle = nn.functional.linear(embedding, middleWeight, middleBias).tanh();   // [length, middle]
        return nn.functional.linear(middle, outputWeight, outputBias).MoveToOuterDisposeScope();
    }
}
