using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The update of one linear by <see cref="DoraAttribute"/>: <c>W &lt;- m (W + s B A) / |W + s B A|</c>, row by row of the weight <c>[output, input]</c>
/// (arXiv 2402.09353, equation 5). The lengths in the denominator count as constants for gradients (section 4.3).
/// </summary>
[LivesAt(
    "dora", Site.Linears, Usual = Site.Query | Site.Value, IsPerToken = true,
    Summary = "gives each row of W + scale * B A a trained length m (arXiv 2402.09353, equation 5)")]
public sealed class DecomposedUpdate : LowRankPair, IMergesIntoLinear, IStartsFromLinear
{
    /// <summary>The update of a place's linear; fresh and started from it, it changes nothing.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="place">The place.</param>
    /// <param name="rank">The rank.</param>
    /// <param name="alpha">What scales the update.</param>
    /// <param name="scaling">What that is divided by.</param>
    /// <param name="dropout">How often training drops an element of what enters.</param>
    public DecomposedUpdate(EncoderConfig config, Place place, int rank, double alpha, LoraScaling scaling, double dropout = 0)
        : base(nameof(DecomposedUpdate), place, rank, alpha, scaling, dropout)
    {
        Magnitude = Registered("magnitude", place.OutputSize);
        Initialize();
    }

    /// <summary>The lengths m of the rows, <c>[output]</c>.</summary>
    [Trains("lora_magnitude_vector", Dimension.Output)]
    public Parameter Magnitude { get; }

    /// <inheritdoc/>
    public void StartFrom(LinearView linear)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Magnitude.copy_(Lengths(linear.Weight));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, SiteContext input2)
    {
        ArgumentNullException.ThrowIfNull(input1);
        using var scope = NewDisposeScope();
        var weight = (input2.Linear ?? throw new InvalidOperationException($"the data flow at {input2.Site} does not tell the linear there")).Weight;
        var entering = Entering(input2);                                                                        // [tokens, input]
        var factor = Magnitude / UpdatedLengths(weight);                                                        // [output]
        // What the weight itself gives is there already; written as a change, nothing is exactly what a fresh one adds. The change is small: of a factor
        // in a lower precision nothing would be left of it.
        return (input1 + ((factor - 1).to(input1.dtype) * nn.functional.linear(entering, weight)) + (factor.to(input1.dtype) * Update(entering))).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void MergeInto(LinearView linear)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var weight = linear.Weight;
        var updated = weight.to(ScalarType.Float32) + WeightUpdate();
        weight.copy_((Magnitude / Lengths(updated)).unsqueeze(1) * updated);
        nn.init.zeros_(B);
    }

    private Tensor UpdatedLengths(Tensor weight)
    {
        using var _ = no_grad();
        return Lengths(weight.to(ScalarType.Float32) + WeightUpdate());
    }

    private static Tensor Lengths(Tensor weight) => weight.to(ScalarType.Float32).norm(1);
}
