using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// Multi-head attention that knows how far query and key are apart: <c>softmax((Q K' + Q A' + K B') s + b) V</c>, where A, B and b are the
/// rows of tables for the distance of each pair (<see cref="RelativeTerms"/>). Computed over rows of like length side by side.
/// </summary>
public static class RelativeAttentionCore
{
    /// <summary>Attention over three projections.</summary>
    /// <param name="query"><c>[tokens, hidden]</c>, or <c>[batch, hidden]</c> for the first tokens alone.</param>
    /// <param name="key"><c>[tokens, hidden]</c>.</param>
    /// <param name="value"><c>[tokens, hidden]</c>.</param>
    /// <param name="relative">Which rows of the tables the batch needs.</param>
    /// <param name="terms">The tables.</param>
    /// <param name="headCount">Number of heads; divides hidden.</param>
    /// <param name="dropout">Dropout of the probabilities while training.</param>
    /// <param name="training">Whether dropout acts.</param>
    /// <returns>The shape of <paramref name="query"/>.</returns>
    public static Tensor Attend(
        Tensor query, Tensor key, Tensor value, RelativeRows relative, RelativeTerms terms, int headCount, double dropout, bool training)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(relative);
        ArgumentNullException.ThrowIfNull(terms);
        using var scope = NewDisposeScope();
        var (rows, groups) = (relative.Rows, relative.Rows.Groups);
        var firstsAlone = !ReferenceEquals(rows.Of(query), rows);
        var scale = terms.Scale ?? 1 / Math.Sqrt((double)key.shape[1] / headCount);

        var queries = Heads(groups.Spread(query * scale, firstsAlone), headCount);   // [heads, cells or batch, head size]
        var keys = Heads(groups.Spread(key, false), headCount);                      // [heads, cells, head size]
        var values = Heads(groups.Spread(value, false), headCount);                  // [heads, cells, head size]
        // Where a product's places rise with the distance, they are shifted against one another, which costs no look-up.
        var queryTerms = terms.Keys is { } keyTable
            ? queries.bmm(Transposed(relative.AreShifted ? keyTable.flip(0) : keyTable, keys))   // [heads, cells or batch, rows]
            : null;
        var keyTerms = terms.Queries is { } queryTable ? keys.bmm(Transposed(queryTable * scale, keys)) : null;   // [heads, cells, rows]

        var contexts = new List<Tensor>();
        foreach (var (group, index) in groups.All.Zip(relative.Indexes))
        {
            Tensor Keys(Tensor states) => states.narrow(1, group.FirstCell, group.Count * group.Length).unflatten(1, [group.Count, group.Length]);
            Tensor Queries(Tensor states) => firstsAlone ? states.narrow(1, group.FirstRow, group.Count).unsqueeze(2) : Keys(states);

            var asked = firstsAlone ? index.narrow(1, 0, 1) : index;                 // [rows or 1, queries, keys]
            var scores = Queries(queries).matmul(Keys(keys).transpose(2, 3));        // [heads, rows, queries, keys]
            if (queryTerms is not null) Add(scores, relative.AreShifted ? Shift(Queries(queryTerms), group.Length) : Queries(queryTerms).gather(3, asked.expand(scores.shape)));
            if (keyTerms is not null)
            {
                var ofKeys = relative.AreShifted
                    ? Shift(Keys(keyTerms), group.Length).narrow(3, 0, asked.shape[1])
                    : Keys(keyTerms).gather(3, asked.transpose(1, 2).expand(scores.transpose(2, 3).shape));
                Add(scores, ofKeys.transpose(2, 3));                                 // [heads, rows, keys, queries], transposed
            }
            if (terms.Bias is { } bias)
                Add(scores, bias.transpose(0, 1).gather(1, asked.flatten().expand(headCount, asked.numel())).unflatten(1, asked.shape));
            if (terms.MasksQueries && group.Uncounted is { } uncounted)
            {
                var mask = uncounted.unsqueeze(1).logical_or((firstsAlone ? uncounted.narrow(1, 0, 1) : uncounted).unsqueeze(2));   // [rows, queries, keys]
                scores.masked_fill_(mask, PackedRows.Least(scores.dtype));
            }
            // Added and not filled in: rounding swallows the scores of a row of padding alone, which attends evenly, but gradients reach them.
            else if (group.ScoreMask(scores.dtype) is { } mask) scores.add_(mask);
            var probabilities = RandomDropout.Apply(scores.softmax(3), dropout, training);
            contexts.Add(probabilities.matmul(Keys(values)).flatten(1, 2));          // [heads, rows * queries, head size]
        }
        var context = contexts.Count == 1 ? contexts[0] : cat(contexts, 1);
        return groups.Collect(context.transpose(0, 1).flatten(1, 2), firstsAlone).MoveToOuterDisposeScope();
    }

    private static void Add(Tensor scores, Tensor term)
    {
        scores.add_(term);
        term.Dispose();
    }

    // [heads, rows, length or 1, 2 * span - 1] -> [heads, rows, length or 1, length]: of the i-th state the term of j - i, that of 0 in the middle
    private static Tensor Shift(Tensor terms, int length)
    {
        var middle = (int)(terms.shape[3] / 2);
        if (terms.shape[2] == 1) return terms.narrow(3, middle, length);
        var near = terms.narrow(3, middle + 1 - length, (2 * length) - 1).flatten(2, 3);
        return near.narrow(2, length - 1, length * ((2 * length) - 2)).unflatten(2, [length, (2 * length) - 2]).narrow(3, 0, length);
    }

    // [cells, hidden] -> [heads, cells, head size]
    private static Tensor Heads(Tensor states, int headCount) => states.unflatten(1, [headCount, -1]).transpose(0, 1);

    // [rows, hidden] or [rows, head size] -> [heads, head size, rows]
    private static Tensor Transposed(Tensor table, Tensor heads) =>
        table.shape[1] == heads.shape[2] ? table.transpose(0, 1).expand(heads.shape[0], heads.shape[2], -1) : Heads(table, (int)heads.shape[0]).transpose(1, 2);
}
