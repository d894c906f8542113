#if TORCH_SYSTEM
using PastaGen.LibTorch;
#else
using System.Diagnostics;
#endif
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The engine's kernels for several operators at once. Only the engine over the machine's own libtorch has them; this is the one place
/// that knows which engine the room is compiled against.
/// </summary>
internal static class FusedKernels
{
    /// <summary>Lets tests and measurements take the composed path where there are kernels.</summary>
    public static bool ForceComposed { get; set; }

#if TORCH_SYSTEM
    /// <summary>Whether the kernels compute with such states; where not, callers compose the same from the engine's operators.</summary>
    public static bool Take(Tensor states) => !ForceComposed && Fused.Takes(states);

    /// <summary>Self-attention over a product that holds queries, keys and values, <c>[tokens, 3 * hidden]</c>.</summary>
    public static Tensor Attend(Tensor queryKeyValue, PackedRows rows, int headCount, double dropout) =>
        Fused.attention(queryKeyValue, rows.Offsets, rows.KeyMask, headCount, dropout);

    /// <summary>Attention of queries <c>[queries, hidden]</c> over a product that holds keys and values, <c>[tokens, 2 * hidden]</c>.</summary>
    public static Tensor Attend(Tensor query, Tensor keyValue, PackedRows rows, int headCount, double dropout) =>
        Fused.attention(query, keyValue, rows.Of(query).Offsets, rows.Offsets, rows.KeyMask, headCount, dropout);

    /// <summary>
    /// Attention of queries <c>[queries, hidden]</c> over keys and values <c>[tokens, hidden]</c>; windows, <c>[queries, 2]</c>, are the keys that each
    /// query sees, counted from its row's first.
    /// </summary>
    public static Tensor Attend(Tensor query, Tensor key, Tensor value, PackedRows rows, int headCount, double dropout, Tensor? windows = null) =>
        Fused.attention(query, key, value, rows.Of(query).Offsets, rows.Offsets, rows.KeyMask, headCount, dropout, windows);

    /// <summary>Attention of queries <c>[queries, hidden]</c>, whose rows lie as the layout says, over keys and values with a layout of their own.</summary>
    public static Tensor Attend(Tensor query, KeyValueSequence sequence, PackedRows asked, int headCount, double dropout) =>
        Fused.attention(query, sequence.Keys, sequence.Values, asked.Offsets, sequence.Rows.Offsets, sequence.Rows.KeyMask, headCount, dropout);

    /// <summary>Layer norm of the residual plus what dropout leaves of the output.</summary>
    public static Tensor DropoutAddNorm(Tensor output, Tensor residual, Tensor gain, Tensor bias, double epsilon, double dropout) =>
        Fused.dropout_add_norm(output, residual, gain, bias, epsilon, dropout);

    /// <summary>GELU, exact or by its tanh approximation.</summary>
    public static Tensor Gelu(Tensor input, bool tanh) => Fused.gelu(input, tanh);

    /// <summary>GELU of the first half of <c>[..., 2 * width]</c> times the second half.</summary>
    public static Tensor GatedGelu(Tensor halves, bool tanh) => Fused.gated_gelu(halves, tanh);

    /// <summary>Pairs of elements half a head apart, <c>[tokens, heads * size]</c>, turned by float32 angles, <c>[tokens, 1, size / 2]</c>.</summary>
    public static Tensor Rotate(Tensor states, Tensor cosines, Tensor sines, int headCount) => Fused.rotate(states, cosines, sines, headCount);

    /// <summary>Dropout.</summary>
    public static Tensor Dropout(Tensor input, double probability) => Fused.dropout(input, probability);
#else
    public static bool Take(Tensor states) => false;

    public static Tensor Attend(Tensor queryKeyValue, PackedRows rows, int headCount, double dropout) => throw new UnreachableException();

    public static Tensor Attend(Tensor query, Tensor keyValue, PackedRows rows, int headCount, double dropout) => throw new UnreachableException();

    public static Tensor Attend(Tensor query, Tensor key, Tensor value, PackedRows rows, int headCount, double dropout, Tensor? windows = null) =>
        throw new UnreachableException();

    public static Tensor Attend(Tensor query, KeyValueSequence sequence, PackedRows asked, int headCount, double dropout) => throw new UnreachableException();

    public static Tensor DropoutAddNorm(Tensor output, Tensor residual, Tensor gain, Tensor bias, double epsilon, double dropout) => throw new UnreachableException();

    public static Tensor Gelu(Tensor input, bool tanh) => throw new UnreachableException();

    public static Tensor GatedGelu(Tensor halves, bool tanh) => throw new UnreachableException();

    public static Tensor Rotate(Tensor states, Tensor cosines, Tensor sines, int headCount) => throw new UnreachableException();

    public static Tensor Dropout(Tensor input, double probability) => throw new UnreachableException();
#endif
}
