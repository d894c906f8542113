using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The update of one linear by <see cref="LoraAttribute"/>: <c>y &lt;- y + s B A x</c>, where x enters the linear and s is alpha over the rank or over its
/// root (arXiv 2106.09685, equation 3).
/// </summary>
[LivesAt("lora", Site.Linears, Usual = Site.Query | Site.Value, IsPerToken = true, Summary = "adds scale * B A x, where x enters the linear (arXiv 2106.09685, equation 3)")]
public sealed class LowRankUpdate : PlacedAdaptation, IMergesIntoLinear
{
    private readonly double scale;
    private readonly double dropout;

    /// <summary>The update of a place's linear; fresh, it adds nothing.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="place">The place.</param>
    /// <param name="rank">The rank.</param>
    /// <param name="alpha">What scales the update.</param>
    /// <param name="scaling">What that is divided by.</param>
    /// <param name="dropout">How often training drops an element of what enters the update.</param>
    public LowRankUpdate(EncoderConfig config, Place place, int rank, double alpha, LoraScaling scaling, double dropout = 0)
        : base(nameof(LowRankUpdate), place)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        scale = alpha / (scaling == LoraScaling.Rank ? rank : Math.Sqrt(rank));
        this.dropout = dropout;
        A = new Parameter(zeros(rank, place.InputSize));
        B = new Parameter(zeros(place.OutputSize, rank));
        register_parameter("a", A);
        register_parameter("b", B);
        Initialize();
    }

    /// <summary>The matrix that narrows, <c>[rank, input]</c>.</summary>
    [Trains("lora_A", nameof(LoraAttribute.Rank), Dimension.Input)]
    public Parameter A { get; }

    /// <summary>The matrix that widens again, <c>[output, rank]</c>.</summary>
    [Trains("lora_B", Dimension.Output, nameof(LoraAttribute.Rank))]
    public Parameter B { get; }

    /// <inheritdoc/>
    public override void Initialize()
    {
        using var _ = no_grad();
        nn.init.kaiming_uniform_(A, Math.Sqrt(5));
        nn.init.zeros_(B);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, SiteContext input2)
    {
        ArgumentNullException.ThrowIfNull(input1);
        using var scope = NewDisposeScope();
        var entering = RandomDropout.Apply(input2.LinearInput, dropout, training);                                                    // [tokens, input]
        var narrow = nn.functional.linear(entering, A.to(entering.dtype));                                                       // [tokens, rank]
        return (input1 + (nn.functional.linear(narrow, B.to(narrow.dtype)) * scale)).MoveToOuterDisposeScope();                  // [tokens, output]
    }

    /// <inheritdoc/>
    public void MergeInto(LinearView linear)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var weight = linear.Weight;
        weight.add_((B.mm(A) * scale).to(weight.dtype));
        nn.init.zeros_(B);
    }
}
