using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The prefixes of <see cref="AdaptivePrefixAttribute"/>: <c>K &lt;- [s a P_k; K]</c>, <c>V &lt;- [s a P_v; V]</c> with <c>a = sigmoid(h W)</c>, one weight for
/// each row and each of its prefix tokens, and s a number of the layer (arXiv 2305.15212; our reading of its equations).
/// </summary>
[LivesAt("apt", Site.Batch | Site.KeyValueSequence, IsPerToken = true, Summary = "puts this layer's trained keys and values, times a gate that reads the layer's input and a scale, before those of each row (arXiv 2305.15212)")]
public sealed class AdaptivePrefixKeyValues : LayerPrefix
{
    private readonly GateInput reads;

    /// <summary>Gated keys and values for every layer of an encoder.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="length">How many each layer gets.</param>
    /// <param name="reads">Which state gates read.</param>
    /// <param name="gateBias">Whether gates have biases.</param>
    /// <param name="movesPositions">Whether tokens are numbered behind the prefix.</param>
    public AdaptivePrefixKeyValues(EncoderConfig config, int length, GateInput reads = GateInput.FirstToken, bool gateBias = false, bool movesPositions = false)
        : base(nameof(AdaptivePrefixKeyValues), config, length, movesPositions)
    {
        this.reads = reads;
        var (layers, hidden) = (Config.LayerCount, Config.HiddenSize);
        register_parameter("keys", Keys = new Parameter(zeros(layers, length, hidden)));
        register_parameter("values", Values = new Parameter(zeros(layers, length, hidden)));
        register_parameter("gates", Gates = new Parameter(zeros(layers, hidden, length)));
        register_parameter("scales", Scales = new Parameter(ones(layers)));
        if (gateBias) register_parameter("gateBiases", GateBiases = new Parameter(zeros(layers, length)));
        Initialize();
    }

    /// <summary>The keys, <c>[layers, length, hidden]</c>.</summary>
    [Trains("prefix_keys", Dimension.Layers, nameof(AdaptivePrefixAttribute.Length), Dimension.Hidden)]
    public Parameter Keys { get; }

    /// <summary>The values, <c>[layers, length, hidden]</c>.</summary>
    [Trains("prefix_values", Dimension.Layers, nameof(AdaptivePrefixAttribute.Length), Dimension.Hidden)]
    public Parameter Values { get; }

    /// <summary>The gates' matrices, <c>[layers, hidden, length]</c>.</summary>
    [Trains("gates", Dimension.Layers, Dimension.Hidden, nameof(AdaptivePrefixAttribute.Length))]
    public Parameter Gates { get; }

    /// <summary>The gates' biases, <c>[layers, length]</c>; null where they have none.</summary>
    [Trains("gate_biases", Dimension.Layers, nameof(AdaptivePrefixAttribute.Length), When = nameof(AdaptivePrefixAttribute.GateBias))]
    public Parameter? GateBiases { get; }

    /// <summary>The layers' scales, <c>[layers]</c>.</summary>
    [Trains("scales", Dimension.Layers)]
    public Parameter Scales { get; }

    /// <summary>Fresh values: as the encoder's own weights once were, biases 0, and scales 1.</summary>
    public override void Initialize()
    {
        using var _ = no_grad();
        foreach (var drawn in (Parameter[])[Keys, Values, Gates]) nn.init.normal_(drawn, 0, Config.InitializerRange);
        nn.init.ones_(Scales);
        if (GateBiases is not null) nn.init.zeros_(GateBiases);
    }

    /// <inheritdoc/>
    public override KeyValueSequence Attended(KeyValueSequence sequence, SiteContext context)
    {
        using var scope = NewDisposeScope();
        var (rows, layer) = (context.Batch.Rows, context.Layer);
        var read = reads == GateInput.FirstToken ? rows.First(context.LinearInput) : rows.Mean(context.LinearInput);   // [batch, hidden]
        var scores = read.matmul(Gates.select(0, layer).to(read.dtype));                                                          // [batch, length]
        if (GateBiases is not null) scores += GateBiases.select(0, layer).to(scores.dtype);
        var weights = (scores.sigmoid() * Scales.select(0, layer)).unsqueeze(2);                                                 // [batch, length, 1]
        return sequence.Prepend(weights * Keys.select(0, layer), weights * Values.select(0, layer)).MoveToOuterDisposeScope();   // [batch, length, hidden] before each row
    }
}
