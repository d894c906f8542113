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
}
