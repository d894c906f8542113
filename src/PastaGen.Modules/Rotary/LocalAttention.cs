using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// Multi-head attention in which a token sees those alone that are at most some columns away (Beltagy et al. 2020, arXiv 2004.05150,
/// section 3.1). No product is computed far outside the window, so that the cost grows with the length and not with its square; where the engine
/// has no kernel for that, long rows are computed block by block, each block's tokens against those of the blocks beside it.
/// Who sees no token that counts attends evenly to its whole row (<see cref="EmptyWindows"/>).
/// </summary>
public static class LocalAttention
{
    // Below so many reaches a row's scores in one piece cost less than blocks do with what is moved for them.
    private const int BlockedFrom = 4;

    /// <summary>Attention over three projections.</summary>
    /// <param name="query"><c>[tokens, hidden]</c>, or <c>[batch, hidden]</c> for the first tokens alone.</param>
    /// <param name="key"><c>[tokens, hidden]</c>.</param>
    /// <param name="value"><c>[tokens, hidden]</c>.</param>
    /// <param name="rows">How rows lie in keys and values.</param>
    /// <param name="reach">How many columns away a token is still seen, on each side; at least 1.</param>
    /// <param name="headCount">Number of heads; divides hidden.</param>
    /// <param name="dropout">Dropout of the probabilities while training.</param>
    /// <param name="training">Whether dropout acts.</param>
    /// <returns>The shape of <paramref name="query"/>.</returns>
    public static Tensor Attend(Tensor query, Tensor key, Tensor value, PackedRows rows, int reach, int headCount, double dropout, bool training)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(reach, 1);
        if (rows.Columns <= reach + 1) return AttentionCore.Attend(query, key, value, rows, headCount, dropout, training);
        var acting = training ? dropout : 0;
        var ofFirsts = !ReferenceEquals(rows.Of(query), rows);
        using var scope = NewDisposeScope();
        var attended = FusedKernels.Take(query) ? Fused(query, key, value, rows, reach, headCount, acting)
            : ofFirsts ? OfFirsts(query, key, value, rows, reach, headCount, acting)
            : rows.Longest < BlockedFrom * reach ? Whole(query, key, value, rows, reach, headCount, acting)
            : Blocked(query, key, value, rows, reach, headCount, acting);
        if (rows.KeyMask is not null)
            attended = rows.Once(("empty windows", reach, ofFirsts), layout => new EmptyWindows(layout, reach, ofFirsts)).Fill(attended, query, key, value, headCount, acting);
        return attended.MoveToOuterDisposeScope();
    }

    private static Tensor Fused(Tensor query, Tensor key, Tensor value, PackedRows rows, int reach, int headCount, double dropout)
    {
        var windows = rows.Once(("windows", reach), layout => new Windows(layout, reach));
        return FusedKernels.Attend(query, key, value, rows, headCount, dropout, ReferenceEquals(rows.Of(query), rows) ? windows.OfTokens : windows.OfFirsts);
    }

    // A row's first token stands in column 0, and at most as many tokens as columns are near it.
    private static Tensor OfFirsts(Tensor query, Tensor key, Tensor value, PackedRows rows, int reach, int headCount, double dropout)
    {
        var near = Math.Min(rows.Longest, reach + 1);
        var mask = MasksOf(rows, reach, query.dtype).OfFirsts;                                                    // [batch, 1, 1, near]
        var (keys, values) = (rows.Pad(key).narrow(1, 0, near), rows.Pad(value).narrow(1, 0, near));
        return SideBySide(query.unsqueeze(1), keys, values, mask, headCount, dropout).squeeze(1);
    }

    private static Tensor Whole(Tensor query, Tensor key, Tensor value, PackedRows rows, int reach, int headCount, double dropout) =>
        rows.Unpad(SideBySide(rows.Pad(query), rows.Pad(key), rows.Pad(value), MasksOf(rows, reach, query.dtype).Whole, headCount, dropout));

    private static Tensor Blocked(Tensor query, Tensor key, Tensor value, PackedRows rows, int reach, int headCount, double dropout)
    {
        var mask = MasksOf(rows, reach, query.dtype).Blocked;                                                     // [batch * blocks, 1, reach, 3 * reach]
        var queries = Blocks(rows.Pad(query), reach).flatten(0, 1);                                               // [batch * blocks, reach, hidden]
        var (keys, values) = (WithNeighbors(Blocks(rows.Pad(key), reach)), WithNeighbors(Blocks(rows.Pad(value), reach)));
        var attended = SideBySide(queries, keys, values, mask, headCount, dropout);                                   // [batch * blocks, reach, hidden]
        return rows.Unpad(attended.unflatten(0, [rows.Count, -1]).flatten(1, 2).narrow(1, 0, rows.Longest));
    }

    // [batch, length, width] -> [batch, blocks, reach, width], with zeros behind the last token
    private static Tensor Blocks(Tensor states, int reach)
    {
        var left = -states.shape[1] % reach;
        if (left != 0) states = cat([states, zeros([states.shape[0], left + reach, states.shape[2]], dtype: states.dtype, device: states.device)], 1);
        return states.unflatten(1, [-1, reach]);
    }

    // [batch, blocks, reach, width] -> [batch * blocks, 3 * reach, width]: each block between those beside it, zeros beyond the ends
    private static Tensor WithNeighbors(Tensor blocks)
    {
        var none = zeros([blocks.shape[0], 1, .. blocks.shape[2..]], dtype: blocks.dtype, device: blocks.device);
        var count = blocks.shape[1];
        var before = cat([none, blocks.narrow(1, 0, count - 1)], 1);
        var after = cat([blocks.narrow(1, 1, count - 1), none], 1);
        return cat([before, blocks, after], 2).flatten(0, 1);
    }

    /// <summary>Attention of queries <c>[items, queries, hidden]</c> to keys and values <c>[items, keys, hidden]</c> of the same items.</summary>
    internal static Tensor SideBySide(Tensor query, Tensor key, Tensor value, Tensor mask, int headCount, double dropout)
    {
        Tensor Heads(Tensor states) => states.unflatten(2, [headCount, -1]).transpose(1, 2);
        return nn.functional.scaled_dot_product_attention(Heads(query), Heads(key), Heads(value), attn_mask: mask, p: dropout).transpose(1, 2).flatten(2, 3);
    }

    private static Masks MasksOf(PackedRows rows, int reach, ScalarType type) => rows.Once(("masks", reach, type), layout => new Masks(layout, reach, type));

    // The first key that a token sees and the one behind its last, counted from its row's first.
    private sealed class Windows : IDisposable
    {
        public Windows(PackedRows rows, int reach)
        {
            var (columns, windows) = (rows.TokenColumns.ToArray(), new long[rows.TokenCount * 2]);
            var firsts = new long[rows.Count * 2];
            foreach (var (row, (start, end)) in rows.Bounds.Index())
            {
                var (seen, beyond) = (start, start);
                for (var token = start; token < end; token++)
                {
                    while (columns[seen] < columns[token] - reach) seen++;
                    while (beyond < end && columns[beyond] <= columns[token] + reach) beyond++;
                    (windows[2 * token], windows[(2 * token) + 1]) = (seen - start, beyond - start);
                }
                (firsts[2 * row], firsts[(2 * row) + 1]) = (windows[2 * start], windows[(2 * start) + 1]);
            }
            OfTokens = tensor(windows, [rows.TokenCount, 2]).DetachFromDisposeScope();
            OfFirsts = tensor(firsts, [rows.Count, 2]).DetachFromDisposeScope();
        }

        /// <summary>int64 <c>[tokens, 2]</c>.</summary>
        public Tensor OfTokens { get; }

        /// <summary>Those of each row's first token, int64 <c>[batch, 2]</c>.</summary>
        public Tensor OfFirsts { get; }

        public void Dispose()
        {
            OfTokens.Dispose();
            OfFirsts.Dispose();
        }
    }

    // What is added to scores, made at the first use and then every layer's: 0 where a key counts and is near, else the least number.
    private sealed class Masks(PackedRows rows, int reach, ScalarType type) : IDisposable
    {
        // Columns begin far from 0, which stands where no token is: it is near none.
        private const long FirstColumn = 1L << 40;

        private Tensor? ofFirsts;
        private Tensor? whole;
        private Tensor? blocked;

        /// <summary>Of each row's first token and as many keys as can be near it: <c>[batch, 1, 1, near]</c>.</summary>
        public Tensor OfFirsts => ofFirsts ??= Make((queries, keys) => (queries.narrow(1, 0, 1), keys.narrow(1, 0, Math.Min(rows.Longest, reach + 1))));

        /// <summary><c>[batch, 1, longest, longest]</c>.</summary>
        public Tensor Whole => whole ??= Make((queries, keys) => (queries, keys));

        /// <summary><c>[batch * blocks, 1, reach, 3 * reach]</c>.</summary>
        public Tensor Blocked => blocked ??= Make((queries, keys) => (Blocks(queries, reach).flatten(0, 1), WithNeighbors(Blocks(keys, reach))));

        public void Dispose()
        {
            ofFirsts?.Dispose();
            whole?.Dispose();
            blocked?.Dispose();
        }

        // From columns of queries and keys, [batch, longest, 1] each, to the mask of what they are arranged to.
        private Tensor Make(Func<Tensor, Tensor, (Tensor Queries, Tensor Keys)> arrange)
        {
            using var _ = no_grad();
            using var scope = NewDisposeScope();
            using var asking = rows.PadNumbers(column => FirstColumn + column, countedAlone: false);
            using var seen = rows.PadNumbers(column => FirstColumn + column, countedAlone: true);
            var (queries, keys) = arrange(asking.unsqueeze(2), seen.unsqueeze(2));
            var far = (queries - keys.transpose(1, 2)).abs().gt(reach).unsqueeze(1);
            return zeros(far.shape, dtype: type, device: far.device).masked_fill_(far, PackedRows.Least(type)).DetachFromDisposeScope();
        }
    }
}
