using System.Diagnostics;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The engine's kernels for several operators at once. Only the engine over the machine's own libtorch has them; this is the one place
/// that knows which engine the room is compiled against.
/// </summary>
internal static class FusedKernels
{
    /// <summary>Whether the kernels compute with such states; where not, callers compose the same from the engine's operators.</summary>
    public static bool Take(Tensor states) => false;

    /// <summary>Self-attention over a product that holds queries, keys and values, <c>[tokens, 3 * hidden]</c>.</summary>
    public static Tensor Attend(Tensor queryKeyValue, PackedRows rows, int headCount, double dropout) => throw new UnreachableException();

    /// <summary>Attention of queries <c>[queries, hidden]</c> over a product that holds keys and values, <c>[tokens, 2 * hidden]</c>.</summary>
    public static Tensor Attend(Tensor query, Tensor keyValue, PackedRows rows, int headCount, double dropout) => throw new UnreachableException();

    /// <summary>Attention of queries <c>[queries, hidden]</c> over keys and values <c>[tokens, hidden]</c>.</summary>
    public static Tensor Attend(Tensor query, Tensor key, Tensor value, PackedRows rows, int headCount, double dropout) => throw new UnreachableException();

    /// <summary>Layer norm of the residual plus what dropout leaves of the output.</summary>
    public static Tensor DropoutAddNorm(Tensor output, Tensor residual, Tensor gain, Tensor bias, double epsilon, double dropout) => throw new UnreachableException();

    /// <summary>GELU, exact or by its tanh approximation.</summary>
    public static Tensor Gelu(Tensor input, bool tanh) => throw new UnreachableException();

    /// <summary>Dropout.</summary>
    public static Tensor Dropout(Tensor input, double probability) => throw new UnreachableException();
}
