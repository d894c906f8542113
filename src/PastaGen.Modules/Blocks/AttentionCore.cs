using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// What lies between the projections of a self-attention block and its output: multi-head scaled dot-product attention,
/// <c>softmax(Q K' / sqrt(d)) V</c> per head of size d (Vaswani et al. 2017, "Attention Is All You Need", equation 1), each row over its
/// own tokens. Queries are made from every token or from each row's first token alone.
/// </summary>
public static class AttentionCore
{
    /// <summary>Attention over three projections.</summary>
    /// <param name="query"><c>[tokens, hidden]</c>, or <c>[batch, hidden]</c> for the first tokens alone.</param>
    /// <param name="key"><c>[tokens, hidden]</c>.</param>
    /// <param name="value"><c>[tokens, hidden]</c>.</param>
    /// <param name="rows">How rows lie in keys and values.</param>
    /// <param name="headCount">Number of heads; divides hidden.</param>
    /// <param name="dropout">Dropout of the probabilities while training.</param>
    /// <param name="training">Whether dropout acts.</param>
    /// <returns>The shape of <paramref name="query"/>.</returns>
    public static Tensor Attend(Tensor query, Tensor key, Tensor value, PackedRows rows, int headCount, double dropout, bool training)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var acting = training ? dropout : 0;
        if (FusedKernels.Take(query)) return FusedKernels.Attend(query, key, value, rows, headCount, acting);
        using var scope = NewDisposeScope();
        var asked = rows.Of(query);
        return Compose(Heads(query, asked, 1, headCount)[0], Heads(key, rows, 1, headCount)[0], Heads(value, rows, 1, headCount)[0], asked, rows, acting)
            .MoveToOuterDisposeScope();
    }

    /// <summary>Attention over keys and values that lie otherwise than queries do, as where some are put before those of each row.</summary>
    /// <param name="query"><c>[tokens, hidden]</c>, or <c>[batch, hidden]</c> for the first tokens alone.</param>
    /// <param name="sequence">Keys and values.</param>
    /// <param name="rows">How rows lie in what queries are made from.</param>
    /// <param name="headCount">Number of heads; divides hidden.</param>
    /// <param name="dropout">Dropout of the probabilities while training.</param>
    /// <param name="training">Whether dropout acts.</param>
    /// <returns>The shape of <paramref name="query"/>.</returns>
    public static Tensor Attend(Tensor query, KeyValueSequence sequence, PackedRows rows, int headCount, double dropout, bool training)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var acting = training ? dropout : 0;
        var asked = rows.Of(query);
        if (FusedKernels.Take(query)) return FusedKernels.Attend(query, sequence, asked, headCount, acting);
        using var scope = NewDisposeScope();
        return Compose(
            Heads(query, asked, 1, headCount)[0], Heads(sequence.Keys, sequence.Rows, 1, headCount)[0], Heads(sequence.Values, sequence.Rows, 1, headCount)[0],
            asked, sequence.Rows, acting).MoveToOuterDisposeScope();
    }

    /// <summary>Attention of queries over one product that holds keys and values.</summary>
    /// <param name="query"><c>[tokens, hidden]</c>, or <c>[batch, hidden]</c> for the first tokens alone.</param>
    /// <param name="keyValue"><c>[tokens, 2 * hidden]</c>.</param>
    /// <param name="rows">How rows lie in keys and values.</param>
    /// <param name="headCount">Number of heads; divides hidden.</param>
    /// <param name="dropout">Dropout of the probabilities while training.</param>
    /// <param name="training">Whether dropout acts.</param>
    /// <returns>The shape of <paramref name="query"/>.</returns>
    public static Tensor Attend(Tensor query, Tensor keyValue, PackedRows rows, int headCount, double dropout, bool training)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var acting = training ? dropout : 0;
        if (FusedKernels.Take(query)) return FusedKernels.Attend(query, keyValue, rows, headCount, acting);
        using var scope = NewDisposeScope();
        var asked = rows.Of(query);
        var both = Heads(keyValue, rows, 2, headCount);
        return Compose(Heads(query, asked, 1, headCount)[0], both[0], both[1], asked, rows, acting).MoveToOuterDisposeScope();
    }

    /// <summary>Attention over one product that holds queries, keys and values.</summary>
    /// <param name="queryKeyValue"><c>[tokens, 3 * hidden]</c>.</param>
    /// <param name="rows">How rows lie in it.</param>
    /// <param name="headCount">Number of heads; divides hidden.</param>
    /// <param name="dropout">Dropout of the probabilities while training.</param>
    /// <param name="training">Whether dropout acts.</param>
    /// <returns><c>[tokens, hidden]</c>.</returns>
    public static Tensor Attend(Tensor queryKeyValue, PackedRows rows, int headCount, double dropout, bool training)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var acting = training ? dropout : 0;
        if (FusedKernels.Take(queryKeyValue)) return FusedKernels.Attend(queryKeyValue, rows, headCount, acting);
        using var scope = NewDisposeScope();
        var all = Heads(queryKeyValue, rows, 3, headCount);
        return Compose(all[0], all[1], all[2], rows, rows, acting).MoveToOuterDisposeScope();
    }

    // [batch, heads, queries, head size] and [batch, heads, keys, head size] -> [tokens, hidden]
    private static Tensor Compose(Tensor query, Tensor key, Tensor value, PackedRows asked, PackedRows rows, double dropout)
    {
        var attended = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask: rows.ScoreMask(query.dtype), p: dropout);
        return asked.Unpad(attended.transpose(1, 2).flatten(2, 3));
    }

    // [tokens, parts * hidden] -> as many parts [batch, heads, longest, head size]
    private static Tensor[] Heads(Tensor states, PackedRows rows, int parts, int headCount) =>
        [.. rows.Pad(states).unflatten(2, [parts, headCount, -1]).unbind(2).Select(part => part.transpose(1, 2))];
}
