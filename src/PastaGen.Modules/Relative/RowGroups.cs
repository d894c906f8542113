using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The rows of a batch in groups of like length, each group a grid of its own: for attention whose scores depend on distances, which is
/// computed over rows side by side. What a short row would waste beside a long one is not computed. Owns its tensors.
/// </summary>
internal sealed class RowGroups : IDisposable
{
    // A row that has less than this share of its group's longest row starts a group of its own; more groups cost more operators.
    private const double LikeLength = 0.7;

    private readonly Tensor? cells;    // [tokens]: the cell of each token; null where cells are tokens
    private readonly Tensor? tokens;   // [cells]: the token of each cell, the number of tokens where it holds none
    private readonly Tensor? order;    // [batch]: each row's number among the groups' rows; null where it is its own
    private readonly int tokenCount, cellCount;

    /// <summary>Groups rows.</summary>
    /// <param name="offsets">Where rows begin among the tokens, and where the last one ends.</param>
    /// <param name="columns">The column of each token in its row.</param>
    /// <param name="counts">Whether each token is attended to.</param>
    /// <param name="device">Where the batch lives.</param>
    public RowGroups(long[] offsets, int[] columns, bool[] counts, Device device)
    {
        var lengths = offsets.Skip(1).Zip(offsets, (end, start) => (int)(end - start)).ToArray();
        Span = columns.Max() + 1;
        tokenCount = columns.Length;

        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Tensor Numbers(long[] values, params long[] shape) => DeviceCopy.Of(tensor(values, shape, dtype: ScalarType.Int64), device);
        var (rowOrder, places, held) = (new long[lengths.Length], new long[tokenCount], new List<long>(tokenCount));
        var groups = new List<RowGroup>();
        foreach (var rows in Alike(lengths))
        {
            var length = rows.Max(row => lengths[row]);
            var (firstCell, firstRow) = (held.Count, groups.Sum(group => group.Count));
            var (standing, used, isRegular) = (new long[rows.Count * length], new bool[rows.Count * length], true);
            for (var row = 0; row < rows.Count; row++)
            {
                rowOrder[rows[row]] = firstRow + row;
                for (var place = 0; place < length; place++)
                {
                    var token = place < lengths[rows[row]] ? (int)offsets[rows[row]] + place : tokenCount;
                    held.Add(token);
                    if (token == tokenCount) continue;
                    var cell = (row * length) + place;
                    (places[token], standing[cell], used[cell]) = (firstCell + cell, columns[token], counts[token]);
                    isRegular &= columns[token] == place;
                }
            }
            if (isRegular) standing = [.. Enumerable.Range(0, length).Select(place => (long)place)];
            var column = Numbers(standing, isRegular ? 1 : rows.Count, length);
            var distances = (column.unsqueeze(2) - column.unsqueeze(1) + (Span - 1)).DetachFromDisposeScope();
            var uncounted = used.Contains(false)
                ? DeviceCopy.Of(tensor([.. used.Select(counted => !counted)], [rows.Count, length], dtype: ScalarType.Bool), device)
                : null;
            groups.Add(new(firstCell, firstRow, rows.Count, length, distances, uncounted));
            column.Dispose();
        }
        All = groups;
        cellCount = held.Count;
        if (cellCount != tokenCount || groups.Count > 1) (cells, tokens) = (Numbers(places, tokenCount), Numbers([.. held], cellCount));
        if (groups.Count > 1) order = Numbers(rowOrder, lengths.Length);
    }

    /// <summary>One more than the largest column of a token.</summary>
    public int Span { get; }

    /// <summary>The groups.</summary>
    public IReadOnlyList<RowGroup> All { get; }

    /// <summary>Lays states into the groups' cells, with zeros where a cell holds none.</summary>
    /// <param name="states"><c>[tokens, width]</c>, or each row's first alone, <c>[batch, width]</c>.</param>
    /// <param name="firstsAlone">Whether they are each row's first alone.</param>
    /// <returns><c>[cells, width]</c>, or <c>[batch, width]</c> in the order of the groups' rows.</returns>
    public Tensor Spread(Tensor states, bool firstsAlone)
    {
        if ((firstsAlone ? order : cells) is not { } places) return states;
        // A copy to distinct places has a gather for its gradient; the gradient of a gather would be a sum.
        return zeros([firstsAlone ? order!.shape[0] : cellCount, states.shape[1]], dtype: states.dtype, device: states.device).index_copy_(0, places, states);
    }

    /// <summary>Takes states back from the groups' cells.</summary>
    /// <param name="states"><c>[cells, width]</c>, or <c>[batch, width]</c> in the order of the groups' rows.</param>
    /// <param name="firstsAlone">Whether they are each row's first alone.</param>
    /// <returns><c>[tokens, width]</c>, or <c>[batch, width]</c> in the order of the batch.</returns>
    public Tensor Collect(Tensor states, bool firstsAlone)
    {
        if (firstsAlone) return order is null ? states : states.index_select(0, order);
        if (tokens is null) return states;
        return zeros([tokenCount + 1, states.shape[1]], dtype: states.dtype, device: states.device).index_copy_(0, tokens, states).narrow(0, 0, tokenCount);
    }

    // Rows in the batch's order where one group is enough, else the longest first.
    private static List<List<int>> Alike(int[] lengths)
    {
        if (lengths.Min() >= LikeLength * lengths.Max()) return [[.. Enumerable.Range(0, lengths.Length)]];
        var groups = new List<List<int>>();
        foreach (var row in Enumerable.Range(0, lengths.Length).OrderByDescending(row => lengths[row]))
        {
            if (groups.Count == 0 || lengths[row] < LikeLength * lengths[groups[^1][0]]) groups.Add([]);
            groups[^1].Add(row);
        }
        return groups;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in (Tensor?[])[cells, tokens, order]) tensor?.Dispose();
        foreach (var group in All) group.Dispose();
    }
}
