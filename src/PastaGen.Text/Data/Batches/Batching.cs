namespace PastaGen.Text.Data;

/// <summary>
/// Which rows go into which batch. Rows of like length meet, so that little is padded. Pure: the same arguments give the same
/// batches on every machine and under every version of the runtime, so a stopped run finds its place again.
/// </summary>
public static class Batching
{
    // Wider pools pad less and mix less; at fifty batches the padding is within 2% of a full sort.
    private const int BatchesPerPool = 50;

    /// <summary>
    /// The batches of one training epoch. The rows are shuffled, cut into pools of fifty batches, sorted by length within the pool,
    /// cut into batches, and the batches are shuffled. Every row is in exactly one batch; at most one batch is short.
    /// </summary>
    /// <param name="lengths">Each row's length in tokens.</param>
    /// <param name="batchSize">Rows per batch.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <returns>Arrays of row indices.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1.</exception>
    public static IReadOnlyList<int[]> Shuffled(IReadOnlyList<int> lengths, int batchSize, long seed, int epoch)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        var random = new SplitMix64(seed, epoch);
        var rows = Enumerable.Range(0, lengths.Count).ToArray();
        random.Shuffle<int>(rows);
        var pool = (int)Math.Min((long)batchSize * BatchesPerPool, Math.Max(rows.Length, 1));
        for (var start = 0; start < rows.Length; start += pool)
            SortByLength(rows.AsSpan(start, Math.Min(pool, rows.Length - start)), lengths);
        var batches = Cut(rows, batchSize);
        random.Shuffle<int[]>(batches);
        return batches;
    }

    /// <summary>The batches of one training epoch with every row at a random place. At most one batch, the last, is short.</summary>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="batchSize">Rows per batch.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <returns>Arrays of row indices.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1.</exception>
    public static IReadOnlyList<int[]> Random(int rowCount, int batchSize, long seed, int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        var rows = Enumerable.Range(0, rowCount).ToArray();
        new SplitMix64(seed, epoch).Shuffle<int>(rows);
        return Cut(rows, batchSize);
    }

    /// <summary>The batches of rows in the order of the data. At most one batch, the last, is short.</summary>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="batchSize">Rows per batch.</param>
    /// <returns>Arrays of row indices.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1.</exception>
    public static IReadOnlyList<int[]> InOrder(int rowCount, int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return Cut([.. Enumerable.Range(0, rowCount)], batchSize);
    }

    /// <summary>
    /// The batches of an evaluation: all rows from the longest to the shortest, so that the largest batch comes first. Results are
    /// put back in file order by the indices.
    /// </summary>
    /// <param name="lengths">Each row's length in tokens.</param>
    /// <param name="batchSize">Rows per batch.</param>
    /// <returns>Arrays of row indices; every row is in exactly one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1.</exception>
    public static IReadOnlyList<int[]> Sequential(IReadOnlyList<int> lengths, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        var rows = Enumerable.Range(0, lengths.Count).ToArray();
        SortByLength(rows, lengths);
        return Cut(rows, batchSize);
    }

    // Span.Sort is not stable; ties are broken by the place before the sort, which the key carries.
    private static void SortByLength(Span<int> rows, IReadOnlyList<int> lengths)
    {
        var keys = new long[rows.Length];
        for (var place = 0; place < rows.Length; place++)
            keys[place] = ((long)-lengths[rows[place]] << 32) + place;
        keys.AsSpan().Sort(rows);
    }

    private static int[][] Cut(int[] rows, int batchSize) => [.. rows.Chunk(batchSize)];
}
