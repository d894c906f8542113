using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>What lies between the projections of a self-attention block and its output.</summary>
public static class AttentionCore
{
    /// <summary>
    /// Multi-head scaled dot-product attention, <c>softmax(Q K' / sqrt(d) + mask) V</c> per head of size d
    /// (Vaswani et al. 2017, "Attention Is All You Need", equation 1).
    /// </summary>
    /// <param name="query"><c>[batch, queries, hidden]</c>.</param>
    /// <param name="key"><c>[batch, keys, hidden]</c>.</param>
    /// <param name="value"><c>[batch, keys, hidden]</c>.</param>
    /// <param name="mask">Added to the scores, broadcast to <c>[batch, heads, queries, keys]</c>; null adds nothing.</param>
    /// <param name="headCount">Number of heads; divides hidden.</param>
    /// <param name="dropout">Dropout of the probabilities while training.</param>
    /// <param name="training">Whether dropout acts.</param>
    /// <returns><c>[batch, queries, hidden]</c>.</returns>
    public static Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? mask, int headCount, double dropout, bool training)
    {
        using var scope = NewDisposeScope();
        var attended = nn.functional.scaled_dot_product_attention(
            SplitHeads(query, headCount), SplitHeads(key, headCount), SplitHeads(value, headCount),
            attn_mask: mask, p: training ? dropout : 0);            // [batch, heads, queries, head size]
        return attended.transpose(1, 2).flatten(2, 3).MoveToOuterDisposeScope();
    }

    /// <summary>The mask that <see cref="Attend"/> adds: 0 where a token stands and the type's least number where it is padding.</summary>
    /// <remarks>
    /// The least finite number and not minus infinity: a row of padding alone then attends evenly and gives no NaN.
    /// </remarks>
    /// <param name="attentionMask">1 for tokens and 0 for padding, <c>[batch, sequence]</c>; null where nothing is padded.</param>
    /// <param name="type">The type of the hidden states.</param>
    /// <returns><c>[batch, 1, 1, sequence]</c>, or null where nothing is padded.</returns>
    public static Tensor? Mask(Tensor? attentionMask, ScalarType type)
    {
        if (attentionMask is null) return null;
        using var scope = NewDisposeScope();
        var least = type == ScalarType.BFloat16 ? LeastBFloat16 : float.MinValue;
        var padded = attentionMask.eq(0).unsqueeze(1).unsqueeze(2);  // [batch, 1, 1, sequence]
        return zeros(padded.shape, dtype: type, device: attentionMask.device).masked_fill_(padded, least).MoveToOuterDisposeScope();
    }

    private static readonly float LeastBFloat16 = BitConverter.UInt32BitsToSingle(0xFF7F0000);

    // [batch, positions, hidden] -> [batch, heads, positions, head size]
    private static Tensor SplitHeads(Tensor states, int headCount) =>
        states.unflatten(2, [headCount, -1]).transpose(1, 2);
}
