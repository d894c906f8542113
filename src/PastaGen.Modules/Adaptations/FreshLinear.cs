using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>Fresh values of a linear whose weight and bias an adaptation holds itself: those that the engine gives its own.</summary>
internal static class FreshLinear
{
    /// <summary>Draws both from a uniform distribution within one over the root of the inputs.</summary>
    /// <param name="weight">The weight, <c>[output, input]</c>.</param>
    /// <param name="bias">The bias, <c>[output]</c>.</param>
    public static void Initialize(Tensor weight, Tensor bias)
    {
        using var _ = no_grad();
        nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
        var bound = 1 / Math.Sqrt(weight.shape[1]);
        nn.init.uniform_(bias, -bound, bound);
    }
}
