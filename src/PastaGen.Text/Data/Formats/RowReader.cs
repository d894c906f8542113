namespace PastaGen.Text.Data;

/// <summary>Turns the lines of a data file into examples; one kind per way of writing rows.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="options">How it is to be read.</param>
internal abstract class RowReader(string path, DataOptions options)
{
    /// <summary>The file.</summary>
    protected string Path { get; } = path;

    /// <summary>How the file is to be read.</summary>
    protected DataOptions Options { get; } = options;

    /// <summary>What a row holds, for messages; known better once the first line was read.</summary>
    public abstract string Expected { get; }

    /// <summary>The examples, read while they are enumerated.</summary>
    /// <param name="lines">The file's lines with their numbers.</param>
    /// <exception cref="BadInputException">A line does not fit.</exception>
    public abstract IEnumerable<Example> Read(IEnumerable<(string Line, int Number)> lines);

    /// <summary>The lines of a format in which each is a row; blank ones are allowed at the end only.</summary>
    /// <exception cref="BadInputException">A blank line has rows after it.</exception>
    protected IEnumerable<(string Line, int Number)> Rows(IEnumerable<(string Line, int Number)> lines)
    {
        var blank = 0;
        foreach (var (line, number) in lines)
        {
            if (IsBlank(line))
            {
                if (blank == 0) blank = number;
                continue;
            }
            if (blank != 0)
                throw new BadInputException($"{Path}:{blank}: the line is blank, with rows after it; blank lines are allowed at the end of the file only");
            yield return (line, number);
        }
    }

    /// <summary>The target of a row's label; null where labels are not looked at.</summary>
    protected Target? TargetOf(string label, int number) => Options.Labeled ? TargetReader.Read(label, Options.Target, $"{Path}:{number}") : null;

    /// <summary>The beginning of what a file holds, for a message.</summary>
    protected static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "...";

    // A row of empty columns is not blank: its tabs are data.
    private static bool IsBlank(string line) => line.AsSpan().IndexOfAnyExcept(' ', '\r') < 0;
}
