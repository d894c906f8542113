namespace PastaGen.Text.Data;

/// <summary>Rows whose columns are parted by tabs. Nothing is quoted: quotes are data.</summary>
internal sealed class TabbedRows(string path, DataOptions options) : TableReader(path, options, "tabs")
{
    /// <inheritdoc/>
    public override IEnumerable<Example> Read(IEnumerable<(string Line, int Number)> lines) =>
        Examples(Rows(lines).Select(row => (row.Line.Split('\t'), row.Number)));

    /// <inheritdoc/>
    protected override Columns Guess(string[] first, string place, out bool isHeader)
    {
        isHeader = Columns.IsHeader(first);
        if (isHeader) return Columns.Named(first, Options, place);
        return Columns.Counted(first.Length, Options.Labeled) ?? throw new BadInputException(
            $"{place}: expected two columns (text, label) or three (text, pair, label) parted by tabs, columns that are named, or the name of a task that the file belongs to; found {first.Length} column{(first.Length == 1 ? "" : "s")}");
    }
}
