namespace PastaGen.Text.Data;

/// <summary>Rows that are a label, a space and a text. Of a label such as <c>NUM:date</c> the task says whether what follows the colon counts.</summary>
internal sealed class LeadingLabelRows(string path, DataOptions options) : RowReader(path, options)
{
    /// <inheritdoc/>
    public override string Expected => "a label such as NUM:date, a space and a text";

    /// <inheritdoc/>
    public override IEnumerable<Example> Read(IEnumerable<(string Line, int Number)> lines)
    {
        foreach (var (line, number) in Rows(lines))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || space < colon) throw new BadInputException($"{Path}:{number}: expected {Expected}; found \"{Shorten(line)}\"");
            var label = Options.Task!.LeadingLabel == LeadingLabel.Coarse ? line[..colon] : line[..space];
            yield return new Example(line[(space + 1)..], null, TargetOf(label, number), number);
        }
    }
}
