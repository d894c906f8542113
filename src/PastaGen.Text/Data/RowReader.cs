namespace PastaGen.Text.Data;

/// <summary>Turns one line of a data file into an <see cref="Example"/>; one kind per way of writing rows.</summary>
internal abstract class RowReader
{
    private static readonly string[] JsonExtensions = [".jsonl", ".ndjson", ".json"];

    /// <summary>What a row holds, for messages.</summary>
    public abstract string Expected { get; }

    /// <summary>Whether the file's first line names columns instead of being a row.</summary>
    public abstract bool IsHeader(string line);

    /// <summary>The example on this line.</summary>
    /// <exception cref="BadInputException">The line does not fit.</exception>
    public abstract Example Read(string line, int number);

    /// <summary>The reader for a file, from the format asked for, else from its extension and its first line.</summary>
    public static RowReader For(string path, DataFormat? format, string firstLine, bool labeled) =>
        (format ?? Detect(path, firstLine, labeled)) switch
        {
            DataFormat.Sst2 => new TabbedRows(path, labeled, TabbedRows.Sst2Columns(path, firstLine, labeled)),
            DataFormat.TextLabel => new TabbedRows(path, labeled, ["text", "label"]),
            DataFormat.PairLabel => new TabbedRows(path, labeled, ["text", "pair", "label"]),
            DataFormat.JsonLines => new JsonRows(path, labeled),
            var other => throw new ArgumentOutOfRangeException(nameof(format), other, "not a data format"),
        };

    private static DataFormat Detect(string path, string firstLine, bool labeled)
    {
        if (JsonExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)) return DataFormat.JsonLines;
        if (firstLine is "sentence\tlabel" or "index\tsentence") return DataFormat.Sst2;
        var columns = firstLine.AsSpan().Count('\t') + 1;
        return columns switch
        {
            1 when !labeled => DataFormat.TextLabel,
            2 => DataFormat.TextLabel,
            3 => DataFormat.PairLabel,
            _ => throw new BadInputException(
                $"{path}:1: expected two columns (text, label) or three (text, pair, label) parted by tabs, or JSON Lines in a file named *.jsonl; found {columns} column{(columns == 1 ? "" : "s")}"),
        };
    }
}
