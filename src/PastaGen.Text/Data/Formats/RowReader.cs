namespace PastaGen.Text.Data;

/// <summary>Turns the lines of a data file into examples; one kind per way of writing rows.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="options">How it is to be read.</param>
internal abstract class RowReader(string path, DataOptions options)
{
    private int blank, firstBlank, waiting, firstWaiting;

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

    /// <summary>Tells, once the rows are read, of the blank lines among them.</summary>
    public void TellBlankLines()
    {
        if (blank == 1) Options.Note?.Invoke($"{Path}: line {firstBlank} is blank and is passed over");
        else if (blank > 1) Options.Note?.Invoke($"{Path}: {blank} blank lines between rows are passed over, the first of them line {firstBlank}");
    }

    /// <summary>The lines of a format in which each is a row, without the blank ones.</summary>
    /// <exception cref="BadInputException">A blank line has rows after it, and answers are to stand in the rows' order.</exception>
    protected IEnumerable<(string Line, int Number)> Rows(IEnumerable<(string Line, int Number)> lines) =>
        lines.Where(line => !PassesOver(line.Line, line.Number));

    /// <summary>Whether a line is blank, and so no row. Those at the file's end are nothing to tell of.</summary>
    /// <exception cref="BadInputException">The line is a row after a blank one, and answers are to stand in the rows' order.</exception>
    protected bool PassesOver(string line, int number)
    {
        if (IsBlank(line))
        {
            if (waiting++ == 0) firstWaiting = number;
            return true;
        }
        if (waiting == 0) return false;
        // Whoever puts answers beside the file's lines would find them moved.
        if (!Options.Labeled)
            throw new BadInputException($"{Path}:{firstWaiting}: the line is blank, with rows after it, and would get no answer; take it out");
        if (blank == 0) firstBlank = firstWaiting;
        blank += waiting;
        waiting = 0;
        return false;
    }

    /// <summary>The target of a row's label; null where labels are not looked at.</summary>
    protected Target? TargetOf(string label, int number) => Options.Labeled ? TargetReader.Read(label, Options.Target, $"{Path}:{number}") : null;

    /// <summary>The beginning of what a file holds, for a message.</summary>
    protected static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "...";

    // A row of empty columns is not blank: its tabs are data.
    private static bool IsBlank(string line) => line.AsSpan().IndexOfAnyExcept(' ', '\r') < 0;
}
