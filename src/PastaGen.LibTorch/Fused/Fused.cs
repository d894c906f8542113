using PastaGen.LibTorch.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.LibTorch;

/// <summary>
/// Operators that do in one pass over memory what libtorch's do in several, with gradients: for float32 and bfloat16 tensors in the
/// processor's memory, computed in float32. What random masks and probabilities were is found again in the gradient and not kept.
/// </summary>
/// <remarks>
/// Every call that drops out takes one number from the processor's default generator, so that <see cref="torch.manual_seed"/> fixes all
/// masks, for any number of threads. Where no gradient can be asked for, nothing is kept. There are no second derivatives.
/// </remarks>
public static partial class Fused
{
    /// <summary>Whether these operators take a tensor: float32 or bfloat16 in the processor's memory.</summary>
    public static bool Takes(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.device_type == DeviceType.CPU && tensor.dtype is ScalarType.Float32 or ScalarType.BFloat16;
    }

    /// <summary>Whether the passes over many parameters take a tensor: contiguous float32 in the processor's memory.</summary>
    internal static bool Updates(Tensor tensor) => tensor.device_type == DeviceType.CPU && tensor.dtype == ScalarType.Float32 && tensor.is_contiguous();

    /// <summary>The GELU, x · Φ(x) with an error of Φ below 1e-7, or its form by the hyperbolic tangent (Hendrycks and Gimpel 2016).</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="tanh">Whether it is <c>0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³)))</c>.</param>
    /// <returns>In the input's shape.</returns>
    public static Tensor gelu(Tensor input, bool tanh) => Own.gelu.Call(input, tanh);

    /// <summary>The GELU of the first half of the last dimension times the second half (Shazeer 2020, arXiv 2002.05202, equation 6).</summary>
    /// <param name="input"><c>[..., 2 · width]</c>.</param>
    /// <param name="tanh">Whether it is the form of <see cref="gelu"/> by the hyperbolic tangent.</param>
    /// <returns><c>[..., width]</c>.</returns>
    /// <exception cref="TorchException">The last dimension has no halves.</exception>
    public static Tensor gated_gelu(Tensor input, bool tanh) => Own.gated_gelu.Call(input, tanh);

    /// <summary>
    /// The i-th element of the first half of a head and the i-th of its second half turned by the token's i-th angle
    /// (Su et al. 2021, arXiv 2104.09864, section 3.2.2).
    /// </summary>
    /// <param name="input"><c>[tokens, heads · size]</c>; tokens may lie any distance apart.</param>
    /// <param name="cosines">Of the angles, float32, <c>[tokens, size / 2]</c> or such a number of elements; they get no gradient.</param>
    /// <param name="sines">Likewise.</param>
    /// <param name="headCount">Number of heads.</param>
    /// <returns>In the input's shape.</returns>
    /// <exception cref="TorchException">Shapes or types do not fit each other.</exception>
    public static Tensor rotate(Tensor input, Tensor cosines, Tensor sines, int headCount) => Own.rotate.Call(input, cosines, sines, headCount);

    /// <summary>Elements set to zero with a probability and the others divided by what is left of 1 (Srivastava et al. 2014).</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="p">The probability, in effect to the nearest 65536th; applied as given.</param>
    /// <returns>In the input's shape.</returns>
    /// <exception cref="TorchException">The probability does not lie between 0 and 1.</exception>
    public static Tensor dropout(Tensor input, double p) => Own.dropout.Call(input, p);
}
