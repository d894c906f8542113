using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The adapter of <see cref="PfeifferAttribute"/> at one place: <c>y &lt;- y + U f(D x + d) + u</c>, where y is what the block gives before its residual, and x
/// is <c>Norm(y + residual)</c> or y itself (arXiv 2005.00247, figure 5; the norm is the backbone's own and stays frozen).
/// </summary>
[LivesAt("pfeiffer", Site.AttentionOutput | Site.FeedForwardOutput, Usual = Site.FeedForwardOutput, IsPerToken = true,
    Summary = "adds U f(D x + d) + u, where x is what would leave the block without it, or the block's own answer (arXiv 2005.00247, figure 5)")]
public sealed class PfeifferAdapter : BottleneckAdapter
{
    private readonly bool readsNormed;

    /// <summary>The adapter of a place.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="place">The place.</param>
    /// <param name="reduction">The width of a hidden state over that of the narrow one.</param>
    /// <param name="activation">What stands between the two linears.</param>
    /// <param name="readsNormed">Whether it reads what would leave the block without it.</param>
    /// <param name="initialization">What fresh weights are.</param>
    public PfeifferAdapter(
        EncoderConfig config, Place place, int reduction, Activation activation, bool readsNormed, BottleneckInitialization initialization = BottleneckInitialization.Normal)
        : base(nameof(PfeifferAdapter), config, place, reduction, activation, initialization) => this.readsNormed = readsNormed;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, SiteContext input2)
    {
        ArgumentNullException.ThrowIfNull(input1);
        using var scope = NewDisposeScope();
        return (input1 + Through(readsNormed ? input2.Leaving(input1) : input1)).MoveToOuterDisposeScope();   // [tokens, hidden]
    }
}
