using PastaGen.LibTorch.Interop;
using static TorchSharp.torch;

namespace PastaGen.LibTorch;

/// <content>Layer normalization, <c>(x - mean) / √(variance + epsilon) · gain + bias</c> over the last dimension (Ba et al. 2016, equation 4).</content>
public static partial class Fused
{
    /// <summary>The layer norm of <c>dropout(output) + residual</c>, the end of a block whose norm comes last.</summary>
    /// <param name="output"><c>[..., hidden]</c>.</param>
    /// <param name="residual">In the output's shape and type.</param>
    /// <param name="gain"><c>[hidden]</c>, float32 or bfloat16, whichever the output is.</param>
    /// <param name="bias"><c>[hidden]</c>, likewise.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="dropout">The probability of dropout on the output; applied as given.</param>
    /// <returns>In the output's shape.</returns>
    /// <exception cref="TorchException">Shapes or types do not fit each other.</exception>
    public static Tensor dropout_add_norm(Tensor output, Tensor residual, Tensor gain, Tensor bias, double epsilon, double dropout) =>
        Own.dropout_add_norm.Call(output, residual, gain, bias, epsilon, dropout);

    /// <summary>The layer norm of a tensor alone.</summary>
    /// <param name="input"><c>[..., hidden]</c>.</param>
    /// <param name="gain"><c>[hidden]</c>, float32 or bfloat16, whichever the input is.</param>
    /// <param name="bias"><c>[hidden]</c>, likewise.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <returns>In the input's shape.</returns>
    /// <exception cref="TorchException">Shapes or types do not fit each other.</exception>
    public static Tensor layer_norm(Tensor input, Tensor gain, Tensor bias, double epsilon) => Own.layer_norm.Call(input, gain, bias, epsilon);
}
