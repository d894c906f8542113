using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The vectors of <see cref="PastaAttribute"/>: <c>h_i &lt;- h_i + e(v_p^l)</c> where position i holds the p-th special token of its row, at the
/// input of layer l (arXiv 2210.04382, section 3), with dropout of the hidden rate on what is added.
/// </summary>
[LivesAt("pasta", Site.LayerInput, IsPerToken = true, TakesOneLinear = true, Summary = "adds vector p of this layer to the p-th special token of each row (arXiv 2210.04382, section 3)")]
public sealed class SpecialTokenVectors : AdaptationModule
{
    private readonly double dropout;
    private readonly double standardDeviation;
    private readonly VectorInitialization initialization;

    /// <summary>Vectors for every layer of an encoder.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="occurrences">Vectors per layer: the largest number of special tokens that a row may hold.</param>
    /// <param name="initialization">What fresh vectors are.</param>
    public SpecialTokenVectors(EncoderConfig config, int occurrences, VectorInitialization initialization = VectorInitialization.Normal)
        : base(nameof(SpecialTokenVectors))
    {
        ArgumentNullException.ThrowIfNull(config);
        dropout = config.HiddenDropout;
        standardDeviation = config.InitializerRange;
        this.initialization = initialization;
        Vectors = new Parameter(zeros(config.LayerCount, occurrences, config.HiddenSize));
        register_parameter("vectors", Vectors);
        Initialize();
    }

    /// <summary>The vectors, <c>[layers, occurrences, hidden]</c>.</summary>
    [Trains("vectors", Dimension.Layers, Dimension.Occurrences, Dimension.Hidden)]
    public Parameter Vectors { get; }

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
        if (batch.SpecialTokensPerRow > Vectors.shape[1])
            throw new ArgumentException(
                $"a row holds {batch.SpecialTokensPerRow} special tokens, but the vectors are for {Vectors.shape[1]}: train with inputs of that form, or drop the pair.");
        using var scope = NewDisposeScope();
        var vectors = Vectors.select(0, input2.Layer).index_select(0, batch.SpecialOrdinals);   // [special tokens of the batch, hidden]
        var added = nn.functional.dropout(vectors, dropout, training).to(input1.dtype);
        return input1.index_add(0, batch.SpecialPositions, added, 1).MoveToOuterDisposeScope();
    }
}
