using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>The update of one linear by <see cref="LoraAttribute"/>: <c>y &lt;- y + s B A x</c>, where x enters the linear (arXiv 2106.09685, equation 3).</summary>
[LivesAt("lora", Site.Linears, Usual = Site.Query | Site.Value, IsPerToken = true, Summary = "adds scale * B A x, where x enters the linear (arXiv 2106.09685, equation 3)")]
public sealed class LowRankUpdate : LowRankPair, IMergesIntoLinear
{
    /// <summary>The update of a place's linear; fresh, it adds nothing.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="place">The place.</param>
    /// <param name="rank">The rank.</param>
    /// <param name="alpha">What scales the update.</param>
    /// <param name="scaling">What that is divided by.</param>
    /// <param name="dropout">How often training drops an element of what enters the update.</param>
    public LowRankUpdate(EncoderConfig config, Place place, int rank, double alpha, LoraScaling scaling, double dropout = 0)
        : base(nameof(LowRankUpdate), place, rank, alpha, scaling, dropout) => Initialize();

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, SiteContext input2)
    {
        ArgumentNullException.ThrowIfNull(input1);
        using var scope = NewDisposeScope();
        return (input1 + Update(Entering(input2))).MoveToOuterDisposeScope();   // [tokens, output]
    }

    /// <inheritdoc/>
    public void MergeInto(LinearView linear)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var weight = linear.Weight;
        weight.add_(WeightUpdate().to(weight.dtype));
        nn.init.zeros_(B);
    }
}
