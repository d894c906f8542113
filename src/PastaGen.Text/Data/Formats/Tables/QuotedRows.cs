using System.Text;

namespace PastaGen.Text.Data;

/// <summary>
/// Rows whose columns are parted by commas and named by the first row. A field that begins with a quote ends with one, may hold commas
/// and line ends, and doubles its quotes (RFC 4180); quotes inside other fields are data.
/// </summary>
internal sealed class QuotedRows(string path, DataOptions options) : TableReader(path, options, "commas")
{
    /// <inheritdoc/>
    public override IEnumerable<Example> Read(IEnumerable<(string Line, int Number)> lines) => Examples(Records(lines));

    /// <inheritdoc/>
    protected override Columns Guess(string[] first, string place, out bool isHeader)
    {
        isHeader = true;
        return Columns.Named(first, Options, place);
    }

    private IEnumerable<(string[] Cells, int Number)> Records(IEnumerable<(string Line, int Number)> lines)
    {
        using var next = lines.GetEnumerator();
        while (next.MoveNext())
        {
            var (line, number) = next.Current;
            if (!PassesOver(line, number)) yield return (Cells(line, number, next), number);
        }
    }

    private string[] Cells(string line, int number, IEnumerator<(string Line, int Number)> next)
    {
        var cells = new List<string>();
        var place = 0;
        while (true)
        {
            if (place < line.Length && line[place] == '"')
            {
                cells.Add(Quoted(ref line, ref place, number, next));
            }
            else
            {
                var end = line.IndexOf(',', place) is var comma and >= 0 ? comma : WithoutReturn(line);
                cells.Add(line[place..end]);
                place = end;
            }
            if (place >= WithoutReturn(line)) return [.. cells];
            place++;
        }
    }

    // From the quote at the place to the one that ends the field; the line is then the last one that the field reaches into.
    private string Quoted(ref string line, ref int place, int number, IEnumerator<(string Line, int Number)> next)
    {
        var field = new StringBuilder();
        for (var i = place + 1; ;)
        {
            var quote = line.IndexOf('"', i);
            field.Append(line, i, (quote < 0 ? line.Length : quote) - i);
            if (quote < 0)
            {
                if (field.Length > TextLines.LongestLine || !next.MoveNext())
                    throw new BadInputException($"{Path}:{number}: a quoted field that begins here does not end; close it with a quote, and double the quotes inside");
                field.Append('\n');
                (line, i) = (next.Current.Line, 0);
                continue;
            }
            if (quote + 1 < line.Length && line[quote + 1] == '"')
            {
                field.Append('"');
                i = quote + 2;
                continue;
            }
            place = quote + 1;
            if (place < WithoutReturn(line) && line[place] != ',')
                throw new BadInputException($"{Path}:{next.Current.Number}: expected a comma or the line's end after a quoted field; found \"{Shorten(line[place..])}\"; double the quotes inside the field");
            return field.ToString();
        }
    }

    private static int WithoutReturn(string line) => line.EndsWith('\r') ? line.Length - 1 : line.Length;
}
