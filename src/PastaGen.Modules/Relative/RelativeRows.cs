using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>The rows of a table of relative positions that a batch needs, and which of them each pair of tokens needs. Belongs to its <see cref="PackedRows"/>.</summary>
public sealed class RelativeRows : IDisposable
{
    private readonly List<Tensor> made = [];

    internal RelativeRows(RelativePositions positions, PackedRows rows)
    {
        Rows = rows;
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var (groups, span) = (rows.Groups, rows.Groups.Span);
        var found = positions.RowsOf(arange(1 - span, span, dtype: ScalarType.Int64));
        var numbers = found.data<long>().ToArray();
        (First, Count) = ((int)numbers.Min(), (int)(numbers.Max() - numbers.Min()) + 1);
        if (First < 0 || First + Count > positions.RowCount)
            throw new ArgumentException($"an input of {span} columns has distances that {positions} has no row for", nameof(rows));

        using var rowOfDistance = numbers.Where((row, distance) => row != First + distance).Any() ? DeviceCopy.Of(found - First, rows.Offsets.device) : null;
        var indexes = new List<Tensor>();
        foreach (var group in groups.All)
        {
            if (rowOfDistance is not null) made.Add(rowOfDistance.index_select(0, group.Distances.flatten()).view(group.Distances.shape).DetachFromDisposeScope());
            indexes.Add(rowOfDistance is null ? group.Distances : made[^1]);
        }
        Indexes = indexes;
        AreShifted = rowOfDistance is null && groups.All.All(group => group.Distances.shape[0] == 1);
    }

    /// <summary>How the batch's rows lie in its states.</summary>
    public PackedRows Rows { get; }

    /// <summary>The first row that the batch needs.</summary>
    public int First { get; }

    /// <summary>The number of rows from there on that it needs.</summary>
    public int Count { get; }

    /// <summary>For each group of rows the place of each query's and key's row, counted from <see cref="First"/>: int64 <c>[rows or 1, queries, keys]</c>.</summary>
    internal IReadOnlyList<Tensor> Indexes { get; }

    /// <summary>
    /// Whether each distance of the batch has a row of its own, in order, and every token stands in the column of its number: the row of
    /// query i and key j is then i - j from the middle one.
    /// </summary>
    internal bool AreShifted { get; }

    /// <summary>The part of a table that the batch needs.</summary>
    /// <param name="table"><c>[rows of the table, width]</c>.</param>
    /// <returns><c>[rows, width]</c>.</returns>
    public Tensor Narrow(Tensor table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.narrow(0, First, Count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in made) tensor.Dispose();
    }
}
