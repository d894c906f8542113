using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The update of one linear by <see cref="VeraAttribute"/>: <c>y &lt;- y + b * B (d * A x)</c>, where x enters the linear and the vectors b and d are
/// trained (arXiv 2310.11454, equation 2).
/// </summary>
[LivesAt(
    "vera", Site.Linears, Usual = Site.Query | Site.Value, IsPerToken = true,
    Summary = "adds b * B (d * A x), where x enters the linear and A and B are random and shared (arXiv 2310.11454, equation 2)")]
public sealed class ScaledRandomUpdate : PlacedAdaptation, IMergesIntoLinear
{
    private readonly RandomProjections projections;
    private readonly double initialScale;
    private readonly double dropout;

    /// <summary>The update of a place's linear; fresh, it adds nothing.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="place">The place.</param>
    /// <param name="rank">The rank of the random matrices.</param>
    /// <param name="seed">The seed that they are drawn from.</param>
    /// <param name="initialScale">What the elements of the vector between them start from.</param>
    /// <param name="dropout">How often training drops an element of what enters the update.</param>
    public ScaledRandomUpdate(EncoderConfig config, Place place, int rank, double seed, double initialScale = 0.1, double dropout = 0)
        : base(nameof(ScaledRandomUpdate), place)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        if (seed < 0 || seed != Math.Floor(seed))
            throw new UnfitSettingException(string.Create(CultureInfo.InvariantCulture, $"a seed of {seed} draws no matrices: choose a whole number of at least 0."));
        projections = RandomProjections.For(config, place, rank, seed);
        (this.initialScale, this.dropout) = (initialScale, DropoutRate.Checked(dropout));
        Narrow = new Parameter(zeros(rank));
        Wide = new Parameter(zeros(place.OutputSize));
        register_parameter("narrow", Narrow);
        register_parameter("wide", Wide);
        Initialize();
    }

    /// <summary>The vector d between the matrices, <c>[rank]</c>.</summary>
    [Trains("vera_lambda_d", nameof(VeraAttribute.Rank))]
    public Parameter Narrow { get; }

    /// <summary>The vector b behind them, <c>[output]</c>.</summary>
    [Trains("vera_lambda_b", Dimension.Output)]
    public Parameter Wide { get; }

    /// <inheritdoc/>
    public override void Initialize()
    {
        using var _ = no_grad();
        nn.init.constant_(Narrow, initialScale);
        nn.init.zeros_(Wide);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, SiteContext input2)
    {
        ArgumentNullException.ThrowIfNull(input1);
        using var scope = NewDisposeScope();
        var entering = RandomDropout.Apply(input2.LinearInput, dropout, training);                              // [tokens, input]
        var (a, b) = projections.Of(Place, entering.device);
        var narrow = nn.functional.linear(entering, a.to(entering.dtype));                                      // [tokens, rank]
        narrow = narrow * Narrow.to(narrow.dtype);
        var wide = nn.functional.linear(narrow, b.to(narrow.dtype));                                            // [tokens, output]
        return (input1 + (wide * Wide.to(wide.dtype))).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void MergeInto(LinearView linear)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var weight = linear.Weight;
        var (a, b) = projections.Of(Place, weight.device);
        weight.add_((Wide.unsqueeze(1) * b).mm(Narrow.unsqueeze(1) * a).to(weight.dtype));
        nn.init.zeros_(Wide);
    }
}
