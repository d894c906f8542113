using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>The vector of <see cref="Ia3Attribute"/> at one place: <c>y &lt;- l * y</c>, element by element (arXiv 2205.05638, section 3.3).</summary>
[LivesAt(
    "ia3", Site.Linears | Site.AttentionContext | Site.FeedForwardHidden, Usual = Site.Key | Site.Value | Site.FeedForwardHidden, IsPerToken = true,
    Summary = "multiplies each element by its trained number (arXiv 2205.05638, section 3.3)")]
public sealed class ElementScale : PlacedAdaptation, IMergesIntoLinear
{
    /// <summary>The vector of a place; fresh, it changes nothing.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="place">The place.</param>
    public ElementScale(EncoderConfig config, Place place) : base(nameof(ElementScale), place)
    {
        Scale = new Parameter(ones(place.OutputSize));
        register_parameter("scale", Scale);
    }

    /// <summary>The vector, <c>[width]</c>.</summary>
    [Trains("ia3_l", Dimension.Output)]
    public Parameter Scale { get; }

    /// <inheritdoc/>
    public override void Initialize()
    {
        using var _ = no_grad();
        nn.init.ones_(Scale);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, SiteContext input2)
    {
        ArgumentNullException.ThrowIfNull(input1);
        return input1 * Scale.to(input1.dtype);
    }

    /// <inheritdoc/>
    public void MergeInto(LinearView linear)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var factor = Scale.to(linear.Weight.dtype);
        if (Place.Site is Site.AttentionContext or Site.FeedForwardHidden) linear.Weight.mul_(factor);
        else
        {
            linear.Weight.mul_(factor.unsqueeze(1));
            linear.Bias?.mul_(factor);
        }
        Initialize();
    }
}
