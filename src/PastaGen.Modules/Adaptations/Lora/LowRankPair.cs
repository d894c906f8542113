using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The two thin matrices of one linear's update, <c>s B A x</c>, where x enters the linear and s is alpha over the rank or over its root (arXiv 2106.09685,
/// section 4.1). What the linear makes of it is a derived class's.
/// </summary>
public abstract class LowRankPair : PlacedAdaptation
{
    private readonly double scale;
    private readonly double dropout;

    private protected LowRankPair(string name, Place place, int rank, double alpha, LoraScaling scaling, double dropout) : base(name, place)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        scale = alpha / (scaling == LoraScaling.Rank ? rank : Math.Sqrt(rank));
        this.dropout = DropoutRate.Checked(dropout);
        A = Registered("a", rank, place.InputSize);
        B = Registered("b", place.OutputSize, rank);
    }

    /// <summary>The matrix that narrows, <c>[rank, input]</c>.</summary>
    [Trains("lora_A", "Rank", Dimension.Input)]
    public Parameter A { get; }

    /// <summary>The matrix that widens again, <c>[output, rank]</c>.</summary>
    [Trains("lora_B", Dimension.Output, "Rank")]
    public Parameter B { get; }

    /// <inheritdoc/>
    public override void Initialize()
    {
        using var _ = no_grad();
        nn.init.kaiming_uniform_(A, Math.Sqrt(5));
        nn.init.zeros_(B);
    }

    /// <summary>What enters the update in this pass.</summary>
    /// <param name="context">Where the module is called.</param>
    /// <returns><c>[tokens, input]</c>, some elements dropped in training.</returns>
    private protected Tensor Entering(SiteContext context) => RandomDropout.Apply(context.LinearInput, dropout, training);

    /// <summary>The update of what the linear gives, <c>s B A x</c>.</summary>
    /// <param name="entering"><c>[tokens, input]</c>.</param>
    /// <returns><c>[tokens, output]</c>.</returns>
    private protected Tensor Update(Tensor entering)
    {
        var narrow = nn.functional.linear(entering, A.to(entering.dtype));           // [tokens, rank]
        return nn.functional.linear(narrow, B.to(narrow.dtype)) * scale;             // [tokens, output]
    }

    /// <summary>The update of the linear's weight, <c>s B A</c>.</summary>
    /// <returns><c>[output, input]</c>.</returns>
    private protected Tensor WeightUpdate() => B.mm(A) * scale;
}
