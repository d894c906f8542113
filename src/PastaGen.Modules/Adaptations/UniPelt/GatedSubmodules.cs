using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The submodules of <see cref="UniPeltAttribute"/>. A gate g gives one number to each row and layer, the mean of <c>sigmoid(w x + b)</c> over the row's tokens
/// (arXiv 2110.07577, section 3.2): <c>K &lt;- [g P_k; K]</c>, <c>V &lt;- [g P_v; V]</c>, <c>q &lt;- q + g B A x</c>, <c>v &lt;- v + g B A x</c> and
/// <c>y &lt;- y + g (U relu(D x + d) + u)</c>, where x enters the linears, and is for the adapter what would leave the block without it. A gate stands in the place of LoRA's
/// scale.
/// </summary>
/// <remarks>Tokens that the mask leaves out do not count in the mean, so that a row's answer is its own; implementations over padded rows count padding too.</remarks>
[LivesAt("unipelt", Site.KeyValueSequence | Site.Query | Site.Value | Site.FeedForwardOutput,
    Summary = "lets through, by a gate for each row, this layer's prefix, low-rank update or adapter (arXiv 2110.07577, section 3.2)")]
public sealed class GatedSubmodules : AdaptationModule
{
    private readonly EncoderConfig config;

    /// <summary>Submodules for every layer of an encoder.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="length">How many keys and values each layer gets.</param>
    /// <param name="rank">The rank of the updates.</param>
    /// <param name="reduction">The width of a hidden state over that of the adapter's narrow one.</param>
    public GatedSubmodules(EncoderConfig config, int length, int rank, int reduction) : base(nameof(GatedSubmodules))
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        this.config = config;
        var (layers, hidden, narrow) = (config.LayerCount, config.HiddenSize, NarrowWidth.Of(config.HiddenSize, reduction));
        Prefixes = Registered("prefixes", length, 2 * layers * hidden);
        PrefixGate = Registered("prefix_gate", layers, hidden);
        PrefixGateBias = Registered("prefix_gate_bias", layers);
        A = Registered("a", 2 * layers, rank, hidden);
        B = Registered("b", 2 * layers, hidden, rank);
        UpdateGate = Registered("update_gate", 2 * layers, hidden);
        UpdateGateBias = Registered("update_gate_bias", 2 * layers);
        Down = Registered("down", layers, narrow, hidden);
        DownBias = Registered("down_bias", layers, narrow);
        Up = Registered("up", layers, hidden, narrow);
        UpBias = Registered("up_bias", layers, hidden);
        AdapterGate = Registered("adapter_gate", layers, hidden);
        AdapterGateBias = Registered("adapter_gate_bias", layers);
        Initialize();
    }

    /// <summary>Keys and values of all layers, <c>[length, 2 * layers * hidden]</c>, as <see cref="PrefixKeyValues.Prefixes"/> holds them.</summary>
    [Trains("prefixes", nameof(UniPeltAttribute.Length), "2 * Layers * Hidden")]
    public Parameter Prefixes { get; }

    /// <summary>The prefixes' gates, <c>[layers, hidden]</c>.</summary>
    [Trains("prefix_gate.weight", Dimension.Layers, Dimension.Hidden)]
    public Parameter PrefixGate { get; }

    /// <summary>What is added there, <c>[layers]</c>.</summary>
    [Trains("prefix_gate.bias", Dimension.Layers)]
    public Parameter PrefixGateBias { get; }

    /// <summary>The matrices that narrow, of each layer that for the query and then that for the value, <c>[2 * layers, rank, hidden]</c>.</summary>
    [Trains("lora_A", "2 * Layers", nameof(UniPeltAttribute.Rank), Dimension.Hidden)]
    public Parameter A { get; }

    /// <summary>The matrices that widen again, <c>[2 * layers, hidden, rank]</c>.</summary>
    [Trains("lora_B", "2 * Layers", Dimension.Hidden, nameof(UniPeltAttribute.Rank))]
    public Parameter B { get; }

    /// <summary>The updates' gates, <c>[2 * layers, hidden]</c>.</summary>
    [Trains("lora_gate.weight", "2 * Layers", Dimension.Hidden)]
    public Parameter UpdateGate { get; }

    /// <summary>What is added there, <c>[2 * layers]</c>.</summary>
    [Trains("lora_gate.bias", "2 * Layers")]
    public Parameter UpdateGateBias { get; }

    /// <summary>The adapters' matrices that narrow, <c>[layers, hidden / reduction, hidden]</c>.</summary>
    [Trains("adapter_down.weight", Dimension.Layers, "Hidden / Reduction", Dimension.Hidden)]
    public Parameter Down { get; }

    /// <summary>What is added behind them, <c>[layers, hidden / reduction]</c>.</summary>
    [Trains("adapter_down.bias", Dimension.Layers, "Hidden / Reduction")]
    public Parameter DownBias { get; }

    /// <summary>The adapters' matrices that widen again, <c>[layers, hidden, hidden / reduction]</c>.</summary>
    [Trains("adapter_up.weight", Dimension.Layers, Dimension.Hidden, "Hidden / Reduction")]
    public Parameter Up { get; }

    /// <summary>What is added behind them, <c>[layers, hidden]</c>.</summary>
    [Trains("adapter_up.bias", Dimension.Layers, Dimension.Hidden)]
    public Parameter UpBias { get; }

    /// <summary>The adapters' gates, <c>[layers, hidden]</c>.</summary>
    [Trains("adapter_gate.weight", Dimension.Layers, Dimension.Hidden)]
    public Parameter AdapterGate { get; }

    /// <summary>What is added there, <c>[layers]</c>.</summary>
    [Trains("adapter_gate.bias", Dimension.Layers)]
    public Parameter AdapterGateBias { get; }

    /// <inheritdoc/>
    public override void Initialize()
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        foreach (var zero in new[] { PrefixGateBias, B, UpdateGateBias, DownBias, UpBias, AdapterGateBias }) nn.init.zeros_(zero);
        foreach (var normal in new[] { Prefixes, PrefixGate, UpdateGate, Down, Up, AdapterGate }) nn.init.normal_(normal, 0, config.InitializerRange);
        for (var place = 0; place < A.shape[0]; place++) nn.init.kaiming_uniform_(A.select(0, place), Math.Sqrt(5));
    }

    /// <inheritdoc/>
    public override KeyValueSequence Attended(KeyValueSequence sequence, SiteContext context)
    {
        var (size, layer) = (config.HiddenSize, context.Layer);
        using var scope = NewDisposeScope();
        var gate = Gate(context.LinearInput, PrefixGate, PrefixGateBias, layer, context.Batch.Rows).unsqueeze(1);   // [batch, 1, 1]
        var keys = Prefixes.narrow(1, 2 * layer * size, size);                                                      // [length, hidden]
        var values = Prefixes.narrow(1, ((2 * layer) + 1) * size, size);
        return sequence.Prepend(gate * keys, gate * values).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, SiteContext input2)
    {
        ArgumentNullException.ThrowIfNull(input1);
        using var scope = NewDisposeScope();
        var (layer, rows) = (input2.Layer, input2.Batch.Rows);
        if (input2.Site == Site.FeedForwardOutput)
        {
            var leaving = input2.Leaving(input1);                                                                   // [tokens, hidden]
            var narrow = nn.functional.relu(Linear(leaving, Down, DownBias, layer));                                // [tokens, hidden / reduction]
            var added = Linear(narrow, Up, UpBias, layer);                                                          // [tokens, hidden]
            return (input1 + (added * rows.PerToken(Gate(leaving, AdapterGate, AdapterGateBias, layer, rows)).to(added.dtype))).MoveToOuterDisposeScope();
        }
        var place = (2 * layer) + (input2.Site == Site.Value ? 1 : 0);
        var entering = input2.LinearInput;                                                                          // [tokens, hidden]
        var thin = nn.functional.linear(entering, A.select(0, place).to(entering.dtype));                           // [tokens, rank]
        var update = nn.functional.linear(thin, B.select(0, place).to(thin.dtype));                                 // [tokens, hidden]
        return (input1 + (update * rows.PerToken(Gate(entering, UpdateGate, UpdateGateBias, place, rows)).to(update.dtype))).MoveToOuterDisposeScope();
    }

    // One number for each row, [batch, 1] in float32.
    private static Tensor Gate(Tensor states, Parameter weight, Parameter bias, int place, PackedRows rows)
    {
        var open = nn.functional.linear(states, weight.narrow(0, place, 1).to(states.dtype), bias.narrow(0, place, 1).to(states.dtype)).sigmoid();   // [tokens, 1]
        return rows.Mean(open);
    }

    private static Tensor Linear(Tensor states, Parameter weight, Parameter bias, int layer) =>
        nn.functional.linear(states, weight.select(0, layer).to(states.dtype), bias.select(0, layer).to(states.dtype));
}
