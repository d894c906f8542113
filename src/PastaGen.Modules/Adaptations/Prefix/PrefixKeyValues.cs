using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The keys and values of <see cref="PrefixAttribute"/>: <c>K &lt;- [P_k; K]</c>, <c>V &lt;- [P_v; V]</c> in every layer (arXiv 2110.07602, section 3.1).
/// </summary>
[LivesAt("prefix", Site.Batch | Site.KeyValueSequence, IsPerToken = true, Summary = "puts this layer's trained keys and values before those of each row (arXiv 2110.07602, section 3.1)")]
public sealed class PrefixKeyValues : AdaptationModule
{
    private readonly EncoderConfig config;
    private readonly int length;
    private readonly bool movesPositions;

    /// <summary>Keys and values for every layer of an encoder.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="length">How many each layer gets.</param>
    /// <param name="movesPositions">Whether tokens are numbered behind the prefix.</param>
    public PrefixKeyValues(EncoderConfig config, int length, bool movesPositions = true) : base(nameof(PrefixKeyValues))
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        (this.config, this.length, this.movesPositions) = (config, length, movesPositions);
        Prefixes = new Parameter(zeros(length, 2 * config.LayerCount * config.HiddenSize));
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
        nn.init.normal_(Prefixes, 0, config.InitializerRange);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A row and the prefix together are longer than the encoder has positions.</exception>
    public override TokenBatch Prepare(TokenBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (!movesPositions) return batch;
        if (batch.Rows.Columns + length > config.LongestInput)
            throw new ArgumentException($"a row of {batch.Rows.Columns} tokens behind a prefix of {length} is longer than the encoder's {config.LongestInput} positions: shorten the texts or the prefix.");
        return batch.WithPositionsFrom(length);
    }

    /// <inheritdoc/>
    public override KeyValueSequence Attended(KeyValueSequence sequence, SiteContext context)
    {
        var size = config.HiddenSize;
        var keys = Prefixes.narrow(1, 2 * context.Layer * size, size);           // [length, hidden]
        var values = Prefixes.narrow(1, ((2 * context.Layer) + 1) * size, size);   // [length, hidden]
        return sequence.Prepend(keys, values);
    }
}
