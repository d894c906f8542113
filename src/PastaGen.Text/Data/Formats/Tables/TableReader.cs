namespace PastaGen.Text.Data;

/// <summary>Rows of columns, whatever parts them: finds the columns by the first row, and the examples in the others.</summary>
/// <param name="path">The file.</param>
/// <param name="options">How it is to be read.</param>
/// <param name="partedBy">What parts the columns, for messages.</param>
internal abstract class TableReader(string path, DataOptions options, string partedBy) : RowReader(path, options)
{
    private Columns? columns;

    /// <inheritdoc/>
    public override string Expected => columns is null
        ? $"one row a line, its columns parted by {partedBy}: text and label, or text, pair and label"
        : $"{columns.Count} columns parted by {partedBy} ({Columns.Listed(columns.Names)}{(columns.MayLackLabel(Options.Labeled) ? "; the label may be absent" : "")})";

    /// <summary>The examples of rows that are split into their cells.</summary>
    protected IEnumerable<Example> Examples(IEnumerable<(string[] Cells, int Number)> rows)
    {
        var damaged = new List<int>();
        foreach (var (cells, number) in rows)
        {
            if (columns is null)
            {
                columns = Find(cells, $"{Path}:{number}", out var isHeader);
                if (isHeader) continue;
            }
            if (cells.Length < columns.Count && Options.Task is { HasDamagedRows: true }) damaged.Add(number);
            else yield return Read(cells, columns, number);
        }
        if (damaged.Count > 0)
            Options.Note?.Invoke($"{Path}: {(damaged.Count == 1 ? "1 row has" : $"{damaged.Count} rows have")} too few columns and {(damaged.Count == 1 ? "is" : "are")} left out, as is usual for {Options.Task!.Name} (lines {Columns.Listed(damaged.Select(line => $"{line}"))})");
    }

    /// <summary>The columns of a file for which nobody names a task or a column.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="place">File and line, for messages.</param>
    /// <param name="isHeader">Whether the first row names the columns and is no data.</param>
    protected abstract Columns Guess(string[] first, string place, out bool isHeader);

    private Columns Find(string[] first, string place, out bool isHeader)
    {
        if (Options.Task is { } task) return Columns.OfTask(task, first, Options.Labeled, place, out isHeader);
        if (!Options.NamesColumns) return Guess(first, place, out isHeader);
        isHeader = true;
        return Columns.Named(first, Options, place);
    }

    private Example Read(string[] cells, Columns columns, int number)
    {
        var withoutLabel = columns.MayLackLabel(Options.Labeled) && cells.Length == columns.Count - 1;
        if (cells.Length != columns.Count && !withoutLabel)
            throw new BadInputException($"{Path}:{number}: expected {Expected}; found {cells.Length} column{(cells.Length == 1 ? "" : "s")}");
        return new Example(
            cells[columns.Text], columns.Pair < 0 ? null : cells[columns.Pair], columns.Label < 0 || withoutLabel ? null : TargetOf(cells[columns.Label], number), number);
    }
}
