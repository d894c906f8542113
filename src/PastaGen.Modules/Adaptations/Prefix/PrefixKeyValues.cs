using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The keys and values of <see cref="PrefixAttribute"/>: <c>K &lt;- [P_k; K]</c>, <c>V &lt;- [P_v; V]</c> in every layer (arXiv 2110.07602, section 3.1).
/// </summary>
[LivesAt("prefix", Site.Batch | Site.KeyValueSequence, IsPerToken = true, Summary = "puts this layer's trained keys and values before those of each row (arXiv 2110.07602, section 3.1)")]
public sealed class PrefixKeyValues : LayerPrefix
{
    /// <summary>Keys and values for every layer of an encoder.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="length">How many each layer gets.</param>
    /// <param name="movesPositions">Whether tokens are numbered behind the prefix.</param>
    public PrefixKeyValues(EncoderConfig config, int length, bool movesPositions = true) : base(nameof(PrefixKeyValues), config, length, movesPositions)
    {
        Prefixes = new Parameter(zeros(length, 2 * Config.LayerCount * Config.HiddenSize));
        register_parameter("prefixes", Prefixes);
        Initialize();
    }

    /// <summary>
    /// Keys and values of all layers, <c>[length, 2 * layers * hidden]</c>: of each of the length vectors first layer 0's key, then its value, then layer 1's.
    /// </summary>
    [Trains("prefixes", nameof(PrefixAttribute.Length), "2 * Layers * Hidden")]
    public Parameter Prefixes { get; }

    /// <inheritdoc/>
    public override void Initialize()
    {
        using var _ = no_grad();
        nn.init.normal_(Prefixes, 0, Config.InitializerRange);
    }

    /// <inheritdoc/>
    public override KeyValueSequence Attended(KeyValueSequence sequence, SiteContext context)
    {
        var size = Config.HiddenSize;
        var keys = Prefixes.narrow(1, 2 * context.Layer * size, size);           // [length, hidden]
        var values = Prefixes.narrow(1, ((2 * context.Layer) + 1) * size, size);   // [length, hidden]
        return sequence.Prepend(keys, values);
    }
}
