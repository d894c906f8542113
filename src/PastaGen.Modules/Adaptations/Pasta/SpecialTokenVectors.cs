using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The vectors of <see cref="PastaAttribute"/>: <c>h_i &lt;- h_i + e(v_p^l)</c> where position i holds the p-th special token of its row, at the
/// input of layer l (arXiv 2210.04382, section 3), with dropout on what is added.
/// </summary>
[LivesAt("pasta", Site.LayerInput, IsPerToken = true, TakesOneLinear = true, Summary = "adds vector p of this layer to the p-th special token of each row (arXiv 2210.04382, section 3)")]
public sealed class SpecialTokenVectors : AdaptationModule
{
    private readonly double dropout;
    private readonly double standardDeviation;
    private readonly int occurrences;
    private readonly VectorInitialization initialization;
    private readonly AdaptedOccurrences tokens;
    private readonly bool sharedOverTokens;
    private readonly bool sharedOverLayers;
    private readonly int firstLayer;

    /// <summary>Vectors for the layers of an encoder.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="occurrences">The largest number of special tokens that a row may hold.</param>
    /// <param name="initialization">What fresh vectors are.</param>
    /// <param name="tokens">Which special tokens are adapted.</param>
    /// <param name="sharedOverTokens">Whether a layer's special tokens share one vector.</param>
    /// <param name="sharedOverLayers">Whether layers share their vectors.</param>
    /// <param name="dropout">How often training drops an element of what is added; below 0 means as often as of hidden states.</param>
    /// <param name="layers">The adapted layers; null means all.</param>
    public SpecialTokenVectors(
        EncoderConfig config, int occurrences, VectorInitialization initialization = VectorInitialization.Normal, AdaptedOccurrences tokens = AdaptedOccurrences.All,
        bool sharedOverTokens = false, bool sharedOverLayers = false, double dropout = -1, AdaptedLayers? layers = null) : base(nameof(SpecialTokenVectors))
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentOutOfRangeException.ThrowIfLessThan(occurrences, 1);
        if (tokens == AdaptedOccurrences.AllButFirst && occurrences == 1)
            throw new UnfitSettingException("an input with 1 special token has none behind the first: adapt all of them, or the first alone.");
        this.dropout = dropout < 0 ? config.HiddenDropout : DropoutRate.Checked(dropout);
        standardDeviation = config.InitializerRange;
        (this.occurrences, this.initialization, this.tokens) = (occurrences, initialization, tokens);
        (this.sharedOverTokens, this.sharedOverLayers) = (sharedOverTokens, sharedOverLayers);
        firstLayer = layers?.First ?? 0;
        var vectorsPerLayer = HasOneVector ? 1 : tokens == AdaptedOccurrences.AllButFirst ? occurrences - 1 : occurrences;
        Vectors = new Parameter(zeros(sharedOverLayers ? 1 : layers?.Count ?? config.LayerCount, vectorsPerLayer, config.HiddenSize));
        register_parameter("vectors", Vectors);
        Initialize();
    }

    /// <summary>The vectors, <c>[layers, occurrences, hidden]</c>; 1 in the place of what shares them.</summary>
    [Trains("vectors", "Layers unless SharedOverLayers", "Occurrences - Tokens.AllButFirst unless SharedOverTokens or Tokens.First", Dimension.Hidden)]
    public Parameter Vectors { get; }

    private bool HasOneVector => sharedOverTokens || tokens == AdaptedOccurrences.First;

    /// <inheritdoc/>
    public override void Initialize()
    {
        using var _ = no_grad();
        if (initialization == VectorInitialization.Zero) nn.init.zeros_(Vectors);
        else nn.init.normal_(Vectors, 0, standardDeviation);
    }

    /// <summary>Adds the layer's vectors to the special tokens.</summary>
    /// <param name="input1">What enters the layer, <c>[tokens, hidden]</c>.</param>
    /// <param name="input2">The layer and the batch.</param>
    /// <returns><c>[tokens, hidden]</c>.</returns>
    /// <exception cref="ArgumentException">A row holds more special tokens than there are vectors.</exception>
    public override Tensor forward(Tensor input1, SiteContext input2)
    {
        var batch = input2.Batch;
        if (!HasOneVector && batch.SpecialTokensPerRow > occurrences)
            throw new ArgumentException(
                $"a row holds {batch.SpecialTokensPerRow} special tokens, but the vectors are for {occurrences}: train with inputs of that form, or drop the pair.");
        using var scope = NewDisposeScope();
        var (positions, numbers) = Adapted(batch);
        var vectors = Vectors.select(0, sharedOverLayers ? 0 : input2.Layer - firstLayer).index_select(0, numbers);   // [adapted tokens of the batch, hidden]
        var added = nn.functional.dropout(vectors, dropout, training).to(input1.dtype);
        return input1.index_add(0, positions, added, 1).MoveToOuterDisposeScope();
    }

    // The adapted tokens, and the number of each one's vector.
    private (Tensor Positions, Tensor Numbers) Adapted(TokenBatch batch)
    {
        if (tokens == AdaptedOccurrences.All)
            return (batch.SpecialPositions, sharedOverTokens ? zeros_like(batch.SpecialOrdinals) : batch.SpecialOrdinals);
        // Choosing waits for the device; every layer would.
        var chosen = batch.Rows.Once((nameof(SpecialTokenVectors), tokens, sharedOverTokens), _ =>
        {
            using var scope = NewDisposeScope();
            var isChosen = tokens == AdaptedOccurrences.First ? batch.SpecialOrdinals.eq(0) : batch.SpecialOrdinals.gt(0);
            var numbers = batch.SpecialOrdinals.masked_select(isChosen);
            if (tokens == AdaptedOccurrences.AllButFirst) numbers = sharedOverTokens ? zeros_like(numbers) : numbers - 1;
            return new Choice(batch.SpecialPositions.masked_select(isChosen).DetachFromDisposeScope(), numbers.DetachFromDisposeScope());
        });
        return (chosen.Positions, chosen.Numbers);
    }

    private sealed record Choice(Tensor Positions, Tensor Numbers) : IDisposable
    {
        public void Dispose()
        {
            Positions.Dispose();
            Numbers.Dispose();
        }
    }
}
