namespace PastaGen.Text.Data;

/// <summary>
/// Sentences of one word a line: the word in the first column, its tag in the last, parted by tabs or spaces; a blank line ends a sentence.
/// Lines of the word <c>-DOCSTART-</c> part documents and are left out. Tags of entities get <c>B-</c> where one begins.
/// </summary>
internal sealed class ConllRows(string path, DataOptions options) : RowReader(path, options)
{
    private const string DocumentStart = "-DOCSTART-";

    private char? parting;
    private int columnCount;
    private int sentenceCount;

    /// <inheritdoc/>
    public override string Expected => Options.Labeled
        ? "a word a line with its tag in the last column, parted by a tab or a space, and a blank line after each sentence"
        : "a word a line, and a blank line after each sentence";

    /// <inheritdoc/>
    public override IEnumerable<Example> Read(IEnumerable<(string Line, int Number)> lines)
    {
        List<string> words = [], tags = [];
        var (first, spaced) = (0, new List<(string Cell, int Number)>());
        foreach (var (line, number) in lines)
        {
            if (line.AsSpan().IndexOfAnyExcept(" \t\r") < 0)
            {
                if (words.Count > 0) yield return Sentence(words, tags, spaced, first);
                continue;
            }
            var cells = Cells(line, number);
            if (cells[0] == DocumentStart) continue;
            if (words.Count == 0) first = number;
            words.Add(cells[0]);
            tags.Add(cells[^1]);
            if (sentenceCount == 0 && cells.SkipLast(1).FirstOrDefault(cell => cell.Trim().Contains(' ', StringComparison.Ordinal)) is { } several) spaced.Add((several, number));
        }
        if (words.Count > 0) yield return Sentence(words, tags, spaced, first);
    }

    private string[] Cells(string line, int number)
    {
        // Words may hold spaces where tabs part the columns.
        parting ??= line.Contains('\t', StringComparison.Ordinal) ? '\t' : ' ';
        var cells = line.TrimEnd('\r', ' ').Split(parting.Value);
        if (Options.Labeled && columnCount == 0 && cells.Length < 2)
            throw new BadInputException($"{Path}:{number}: expected {Expected}; found one column, \"{Shorten(line)}\"");
        if (columnCount == 0) columnCount = cells.Length;
        if (cells.Length != columnCount)
            throw new BadInputException($"{Path}:{number}: expected {columnCount} columns as in the lines before, parted by {(parting == '\t' ? "tabs" : "spaces")}; found {cells.Length}");
        if (Options.Labeled && cells[^1].Length == 0)
            throw new BadInputException($"{Path}:{number}: the word \"{Shorten(cells[0])}\" has no tag; expected one in the last column");
        return cells;
    }

    private Example Sentence(List<string> words, List<string> tags, List<(string Cell, int Number)> spaced, int number)
    {
        // A word may hold a space, but where most do, the lines are texts with one label each.
        if (sentenceCount++ == 0 && Options.Labeled && 2 * spaced.Count > words.Count)
            throw new BadInputException($"{Path}:{spaced[0].Number}: expected {Expected}; found several words in a line, \"{Shorten(spaced[0].Cell)}\", as in {spaced.Count} of the first {words.Count} lines");
        var sentence = Example.OfWords([.. words], Options.Labeled ? TagSequences.Begun(tags) : null, number);
        words.Clear();
        tags.Clear();
        return sentence;
    }
}
