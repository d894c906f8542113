using PastaGen.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.UserAdaptation;

/// <summary>The Hadamard adapter: each element of what attention gives is scaled and shifted; everything else is frozen (arXiv 2407.11033).</summary>
public sealed class HadamardAttribute : AdaptationAttribute<HadamardScale>;

/// <summary>The scale and shift of one layer: <c>y &lt;- w * y + b</c>, element by element, the same for every token.</summary>
[LivesAt("hadamard", Site.AttentionOutput, IsPerToken = true, Summary = "scales and shifts each element (arXiv 2407.11033)")]
public sealed class HadamardScale : PlacedAdaptation, IMergesIntoLinear
{
    /// <summary>The identity of a place.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="place">The place.</param>
    public HadamardScale(EncoderConfig config, Place place) : base(nameof(HadamardScale), place)
    {
        register_parameter("weight", Weight = new Parameter(ones(place.OutputSize)));
        register_parameter("bias", Bias = new Parameter(zeros(place.OutputSize)));
    }

    /// <summary>The scales, <c>[hidden]</c>.</summary>
    [Trains("hadamard.weight", Dimension.Output)]
    public Parameter Weight { get; }

    /// <summary>The shifts, <c>[hidden]</c>.</summary>
    [Trains("hadamard.bias", Dimension.Output)]
    public Parameter Bias { get; }

    /// <inheritdoc/>
    public override void Initialize()
    {
        using var untracked = no_grad();
        nn.init.ones_(Weight);
        nn.init.zeros_(Bias);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, SiteContext input2)
    {
        using var scope = NewDisposeScope();
        return ((input1 * Weight.to(input1.dtype)) + Bias.to(input1.dtype)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void MergeInto(LinearView linear)
    {
        using var untracked = no_grad();
        linear.Weight.mul_(Weight.unsqueeze(1));
        linear.Bias!.mul_(Weight).add_(Bias);
        Initialize();
    }
}
