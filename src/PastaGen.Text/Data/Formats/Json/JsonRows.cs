namespace PastaGen.Text.Data;

/// <summary>Rows that are JSON objects, one a line.</summary>
internal sealed class JsonRows(string path, DataOptions options) : RowReader(path, options)
{
    private readonly JsonExample rows = new(options);

    /// <inheritdoc/>
    public override string Expected => $"one JSON object a line: {rows.Expected}";

    /// <inheritdoc/>
    public override IEnumerable<Example> Read(IEnumerable<(string Line, int Number)> lines)
    {
        foreach (var (line, number) in Rows(lines))
        {
            using var row = JsonLine.Parse(line, $"{Path}:{number}");
            yield return rows.Read(row, number);
        }
    }
}
