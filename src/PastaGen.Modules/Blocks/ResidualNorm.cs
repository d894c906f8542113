using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>How a block with its norm after the residual ends.</summary>
public static class ResidualNorm
{
    /// <summary>The layer norm of <c>residual + dropout(output)</c>.</summary>
    /// <param name="norm">The norm.</param>
    /// <param name="output">What the block computed, <c>[tokens, hidden]</c>.</param>
    /// <param name="residual">What it was computed from, <c>[tokens, hidden]</c>.</param>
    /// <param name="dropout">Dropout of the output while training.</param>
    /// <param name="training">Whether dropout acts.</param>
    /// <returns><c>[tokens, hidden]</c>.</returns>
    public static Tensor Apply(LayerNorm norm, Tensor output, Tensor residual, double dropout, bool training)
    {
        ArgumentNullException.ThrowIfNull(norm);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(residual);
        // Under autocast products are bfloat16 and states float32, which is also what the norm is computed in.
        if (output.dtype != residual.dtype)
        {
            using var promoted = output.to(residual.dtype);
            return Apply(norm, promoted, residual, dropout, training);
        }
        if (norm.bias is { } bias && FusedKernels.Take(output))
            return FusedKernels.DropoutAddNorm(output, residual, norm.weight, bias, norm.eps, training ? dropout : 0);
        using var scope = NewDisposeScope();
        return norm.forward(RandomDropout.Apply(output, dropout, training) + residual).MoveToOuterDisposeScope();
    }
}
