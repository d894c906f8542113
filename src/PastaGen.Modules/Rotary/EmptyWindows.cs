using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The queries that see no token that counts, deep in padding before a row's first token. Where every score is the least number, all of the row's
/// columns are alike, those beyond the window among them: such a query attends evenly to its whole row, as scores that a mask is added to do.
/// </summary>
internal sealed class EmptyWindows : IDisposable
{
    private readonly Tensor? queries;       // [queries found]: their numbers among all queries; null where there are none
    private readonly Tensor? laid;          // [rows * most of a row]: the same side by side, a row's last one again behind the shorter rows
    private readonly Tensor? places;        // [queries found]: where among those each is
    private readonly Tensor? tokens;        // [rows * columns]: the tokens of the rows that hold them, padding included
    private readonly Dictionary<ScalarType, Tensor> masks = [];
    private readonly int rowCount, columns;

    /// <summary>Finds them.</summary>
    /// <param name="rows">How rows lie in keys and values. One that holds such a query begins with padding, and so keeps all its columns.</param>
    /// <param name="reach">How many columns away a token is still seen, on each side.</param>
    /// <param name="firstsAlone">Whether only each row's first token asks.</param>
    public EmptyWindows(PackedRows rows, int reach, bool firstsAlone)
    {
        var (found, held) = (new List<List<long>>(), new List<long>());
        foreach (var (row, (start, end)) in rows.Bounds.Index())
        {
            if (rows.Counts(start)) continue;
            var empty = new List<long>();
            var last = long.MinValue / 2;   // the last token up to the window's end that counts
            for (int token = start, next = start; token < (firstsAlone ? start + 1 : end); token++)
            {
                for (; next < end && next <= token + reach; next++) if (rows.Counts(next)) last = next;
                if (last < token - reach) empty.Add(firstsAlone ? row : token);
            }
            if (empty.Count == 0) continue;
            found.Add(empty);
            held.AddRange(Enumerable.Range(start, end - start).Select(token => (long)token));
        }
        if (found.Count == 0) return;
        (rowCount, columns) = (found.Count, rows.Columns);
        var most = found.Max(row => row.Count);
        Tensor Numbers(IEnumerable<long> numbers) => DeviceCopy.Of(tensor([.. numbers], dtype: ScalarType.Int64), rows.Offsets.device);
        queries = Numbers(found.SelectMany(row => row));
        laid = Numbers(found.SelectMany(row => row.Concat(Enumerable.Repeat(row[^1], most - row.Count))));
        places = Numbers(found.SelectMany((row, number) => Enumerable.Range(number * most, row.Count).Select(place => (long)place)));
        tokens = Numbers(held);
    }

    /// <summary>Puts what such queries attend to in its place.</summary>
    /// <param name="attended">What attention gave, the shape of <paramref name="query"/>; disposed of where another tensor is returned.</param>
    /// <param name="query"><c>[tokens, hidden]</c>, or <c>[batch, hidden]</c> for the first tokens alone.</param>
    /// <param name="key"><c>[tokens, hidden]</c>.</param>
    /// <param name="value"><c>[tokens, hidden]</c>.</param>
    /// <param name="headCount">Number of heads.</param>
    /// <param name="dropout">Dropout of the probabilities.</param>
    /// <returns>The shape of <paramref name="query"/>.</returns>
    public Tensor Fill(Tensor attended, Tensor query, Tensor key, Tensor value, int headCount, double dropout)
    {
        if (queries is null) return attended;
        using var scope = NewDisposeScope();
        Tensor Rows(Tensor states, Tensor numbers) => states.index_select(0, numbers).unflatten(0, [rowCount, -1]);
        // Scores are made although the mask leaves nothing of them: gradients pass through its sum to queries and keys.
        var even = LocalAttention.SideBySide(Rows(query, laid!), Rows(key, tokens!), Rows(value, tokens!), MaskOf(query), headCount, dropout);
        var filled = attended.index_copy(0, queries, even.flatten(0, 1).index_select(0, places!).to(attended.dtype));
        attended.Dispose();
        return filled.MoveToOuterDisposeScope();
    }

    private Tensor MaskOf(Tensor query)
    {
        if (masks.TryGetValue(query.dtype, out var known)) return known;
        using var _ = no_grad();
        var made = full([1, 1, 1, columns], PackedRows.Least(query.dtype), dtype: query.dtype, device: query.device).DetachFromDisposeScope();
        masks.Add(query.dtype, made);
        return made;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in (Tensor?[])[queries, laid, places, tokens, .. masks.Values]) tensor?.Dispose();
    }
}
