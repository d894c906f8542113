using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The adapter of <see cref="HoulsbyAttribute"/> at one place: <c>y &lt;- y + U f(D y + d) + u</c>, where y is what the block gives before its residual
/// (arXiv 1902.00751, section 2.1). The block's dropout acts behind it.
/// </summary>
[LivesAt("houlsby", Site.AttentionOutput | Site.FeedForwardOutput, Usual = Site.AttentionOutput | Site.FeedForwardOutput, IsPerToken = true,
    Summary = "adds U f(D y + d) + u to y, what the block gives before its residual (arXiv 1902.00751, section 2.1)")]
public sealed class HoulsbyAdapter : BottleneckAdapter
{
    /// <summary>The adapter of a place.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="place">The place.</param>
    /// <param name="reduction">The width of a hidden state over that of the narrow one.</param>
    /// <param name="activation">What stands between the two linears.</param>
    /// <param name="initialization">What fresh weights are.</param>
    public HoulsbyAdapter(
        EncoderConfig config, Place place, int reduction, Activation activation, BottleneckInitialization initialization = BottleneckInitialization.NearIdentity)
        : base(nameof(HoulsbyAdapter), config, place, reduction, activation, initialization)
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, SiteContext input2)
    {
        ArgumentNullException.ThrowIfNull(input1);
        using var scope = NewDisposeScope();
        return (input1 + Through(input1)).MoveToOuterDisposeScope();   // [tokens, hidden]
    }
}
