using PastaGen.LibTorch.Interop;
using static TorchSharp.torch;

namespace PastaGen.LibTorch;

/// <content>Attention over rows that lie one after another without padding.</content>
/// <remarks>
/// Row r's tokens are those from <c>offsets[r]</c> up to <c>offsets[r + 1]</c>; the first offset is 0 and the last the number of tokens.
/// Each row and head attends to itself alone: <c>softmax(Q K' / √d) V</c> with heads of size d (Vaswani et al. 2017, equation 1). A key
/// that the mask leaves out has the type's least number for a score, so that a row in which no key counts attends evenly. Only the
/// inputs and one number for each query and head are kept for the gradient, which computes the probabilities anew.
/// </remarks>
public static partial class Fused
{
    /// <summary>Attention of a sequence to itself, its projections in one tensor, as one product gives them.</summary>
    /// <param name="queryKeyValue"><c>[tokens, 3 · hidden]</c>: queries, keys, values. Its gradient comes as one tensor too.</param>
    /// <param name="offsets">Where rows begin and end, int64 <c>[rows + 1]</c>, in the processor's memory.</param>
    /// <param name="keyMask">Which keys count, bool <c>[tokens]</c>; null where all do.</param>
    /// <param name="headCount">Number of heads; divides hidden.</param>
    /// <param name="dropout">The probability of dropout on the attention weights; applied as given.</param>
    /// <returns><c>[tokens, hidden]</c>.</returns>
    /// <exception cref="TorchException">Shapes, types or offsets do not fit each other.</exception>
    public static Tensor attention(Tensor queryKeyValue, Tensor offsets, Tensor? keyMask, int headCount, double dropout) =>
        Own.attention_packed.Call(queryKeyValue, offsets, keyMask, headCount, dropout);

    /// <summary>Attention of some queries to keys and values in one tensor.</summary>
    /// <param name="query"><c>[queries, hidden]</c>.</param>
    /// <param name="keyValue"><c>[tokens, 2 · hidden]</c>: keys, values.</param>
    /// <param name="queryOffsets">Where rows begin and end among the queries, int64 <c>[rows + 1]</c>, in the processor's memory.</param>
    /// <param name="keyOffsets">Where rows begin and end among the keys, likewise.</param>
    /// <param name="keyMask">Which keys count, bool <c>[tokens]</c>; null where all do.</param>
    /// <param name="headCount">Number of heads; divides hidden.</param>
    /// <param name="dropout">The probability of dropout on the attention weights; applied as given.</param>
    /// <returns><c>[queries, hidden]</c>.</returns>
    /// <exception cref="TorchException">Shapes, types or offsets do not fit each other, or a row has queries and no key.</exception>
    public static Tensor attention(Tensor query, Tensor keyValue, Tensor queryOffsets, Tensor keyOffsets, Tensor? keyMask, int headCount, double dropout) =>
        Own.attention_key_value.Call(query, keyValue, queryOffsets, keyOffsets, keyMask, headCount, dropout);

    /// <summary>Attention of queries to keys and values, each in a tensor; rows may lie any distance apart.</summary>
    /// <param name="query"><c>[queries, hidden]</c>.</param>
    /// <param name="key"><c>[tokens, hidden]</c>.</param>
    /// <param name="value"><c>[tokens, hidden]</c>.</param>
    /// <param name="queryOffsets">Where rows begin and end among the queries, int64 <c>[rows + 1]</c>, in the processor's memory.</param>
    /// <param name="keyOffsets">Where rows begin and end among the keys, likewise.</param>
    /// <param name="keyMask">Which keys count, bool <c>[tokens]</c>; null where all do.</param>
    /// <param name="headCount">Number of heads; divides hidden.</param>
    /// <param name="dropout">The probability of dropout on the attention weights; applied as given.</param>
    /// <param name="windows">
    /// The first key that each query sees and the one behind its last, counted from its row's first, int64 <c>[queries, 2]</c> in the processor's
    /// memory; null where it sees all. No product is computed beyond what neighboring queries see.
    /// </param>
    /// <returns><c>[queries, hidden]</c>.</returns>
    /// <exception cref="TorchException">Shapes, types, offsets or windows do not fit each other, or a row has queries and no key.</exception>
    public static Tensor attention(
        Tensor query, Tensor key, Tensor value, Tensor queryOffsets, Tensor keyOffsets, Tensor? keyMask, int headCount, double dropout,
        Tensor? windows = null) =>
        Own.attention_separate.Call(query, key, value, queryOffsets, keyOffsets, keyMask, headCount, dropout, windows);
}
