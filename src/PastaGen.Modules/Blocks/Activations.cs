using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>Element-wise non-linearities by name.</summary>
public static class Activations
{
    /// <summary>Applies an activation to each element.</summary>
    /// <param name="activation">Which one.</param>
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Apply(this Activation activation, Tensor input) => activation switch
    {
        Activation.Gelu or Activation.GeluTanh when FusedKernels.Take(input) => FusedKernels.Gelu(input, tanh: activation == Activation.GeluTanh),
        Activation.Gelu => nn.functional.gelu(input),
        Activation.GeluTanh => nn.functional.gelu(input, GELU.Approximate.tanh),
        Activation.Relu => nn.functional.relu(input),
        Activation.Silu => nn.functional.silu(input),
        Activation.Tanh => input.tanh(),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "no such activation"),
    };

    /// <summary>Applies an activation to the first half of each row and multiplies with the second.</summary>
    /// <param name="activation">Which one.</param>
    /// <param name="halves"><c>[tokens, 2 * width]</c>.</param>
    /// <returns><c>[tokens, width]</c>.</returns>
    public static Tensor ApplyWithGate(this Activation activation, Tensor halves)
    {
        ArgumentNullException.ThrowIfNull(halves);
        if (activation is Activation.Gelu or Activation.GeluTanh && FusedKernels.Take(halves)) return FusedKernels.GatedGelu(halves, tanh: activation == Activation.GeluTanh);
        using var scope = NewDisposeScope();
        var parts = halves.chunk(2, dim: 1);
        return (activation.Apply(parts[0]) * parts[1]).MoveToOuterDisposeScope();
    }
}
