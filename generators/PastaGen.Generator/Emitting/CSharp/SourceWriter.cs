using System.Text;

namespace PastaGen.Generator.Emitting;

/// <summary>Writes C# line by line; indentation is a scope. What it is given is text: numbers come in already spelled.</summary>
internal sealed class SourceWriter
{
    private const int CommentColumn = 92;

    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>One line or, from a raw string, several; each is indented.</summary>
    public void Line(string lines)
    {
        for (int start = 0, end; start <= lines.Length; start = end + 1)
        {
            end = lines.IndexOf('\n', start);
            if (end < 0) end = lines.Length;
            if (end > start) text.Append(' ', 4 * depth).Append(lines, start, end - start);
            text.Append('\n');
        }
    }

    /// <summary>An empty line.</summary>
    public void Gap() => text.Append('\n');

    /// <summary>A line with a comment behind it, in a column of its own where there is room.</summary>
    public void Line(string code, string comment) =>
        Line($"{code.PadRight(Math.Max(0, CommentColumn - (4 * depth) - 3))}   // {comment}");

    /// <summary>A comment of one line.</summary>
    public void Comment(string sentence) => Line($"// {OneLine(sentence)}{Period(sentence)}");

    /// <summary>A documentation comment of one sentence.</summary>
    public void Summary(string sentence) => Line($"/// <summary>{Escaped(sentence)}{Period(sentence)}</summary>");

    /// <summary>The documentation of a parameter.</summary>
    public void Parameter(string name, string sentence) => Line($"/// <param name=\"{name}\">{Escaped(sentence)}</param>");

    /// <summary>Text that stands in a documentation comment.</summary>
    public static string Escaped(string sentence) => OneLine(sentence).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>A header and what stands in braces under it, until the scope is disposed of.</summary>
    /// <param name="header">The line before the brace.</param>
    /// <param name="end">What follows the closing brace.</param>
    public Scope Block(string header, string end = "")
    {
        Line(header);
        Line("{");
        depth++;
        return new(this, "}" + end);
    }

    /// <summary>What stands one step further in, until the scope is disposed of.</summary>
    public Scope Indented()
    {
        depth++;
        return new(this, null);
    }

    // Sentences hold names and summaries from declarations, and a comment ends with its line.
    private static string OneLine(string sentence)
    {
        foreach (var character in sentence)
            if (EndsLine(character))
                return string.Concat(sentence.Select(each => EndsLine(each) ? ' ' : each));
        return sentence;
    }

    private static bool EndsLine(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';

    private static string Period(string sentence) => sentence.EndsWith(".", StringComparison.Ordinal) ? "" : ".";

    /// <summary>What was written, under some lines that stand before it.</summary>
    public string Under(string lines) => text.Insert(0, lines).ToString();

    public override string ToString() => text.ToString();

    /// <summary>An indented part.</summary>
    internal readonly struct Scope(SourceWriter writer, string? end) : IDisposable
    {
        public void Dispose()
        {
            writer.depth--;
            if (end is not null) writer.Line(end);
        }
    }
}
