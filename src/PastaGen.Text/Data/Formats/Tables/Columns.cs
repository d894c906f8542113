namespace PastaGen.Text.Data;

/// <summary>Which columns of a table hold what. -1 stands for a column that is not there.</summary>
/// <param name="Names">The columns' names.</param>
/// <param name="Text">The text's place.</param>
/// <param name="Pair">The second text's place.</param>
/// <param name="Label">The label's place.</param>
internal sealed record Columns(IReadOnlyList<string> Names, int Text, int Pair, int Label)
{
    /// <summary>The number of columns.</summary>
    public int Count => Names.Count;

    /// <summary>Whether a row may lack its last column: the label, where labels are not looked at.</summary>
    public bool MayLackLabel(bool labeled) => !labeled && Label == Count - 1;

    /// <summary>The columns of a table without a header, by their number; null where there are none of that number.</summary>
    public static Columns? Counted(int count, bool labeled) => count switch
    {
        1 when !labeled => new(["text", "label"], 0, -1, 1),
        2 => new(["text", "label"], 0, -1, 1),
        3 => new(["text", "pair", "label"], 0, 1, 2),
        _ => null,
    };

    /// <summary>The columns that a task's file has.</summary>
    /// <param name="task">The task.</param>
    /// <param name="header">The file's first row.</param>
    /// <param name="labeled">Whether there must be a label.</param>
    /// <param name="place">File and line, for messages.</param>
    /// <param name="isHeader">Whether the first row names the columns and is no data.</param>
    /// <exception cref="BadInputException">The first row is not the header of that task's files.</exception>
    public static Columns OfTask(DataTask task, IReadOnlyList<string> header, bool labeled, string place, out bool isHeader)
    {
        isHeader = task.WithoutHeader is null || header.Contains(task.TextColumn);
        var names = isHeader ? header : task.WithoutHeader!;
        if (labeled && task.LabelColumn is null) throw new BadInputException($"{place}: {task.Name} has no labels to learn from or to judge by; it can be predicted only");
        var needed = new[] { task.TextColumn, task.PairColumn, labeled ? task.LabelColumn : null }.OfType<string>().ToArray();
        if (needed.FirstOrDefault(name => !names.Contains(name)) is { } absent)
        {
            throw new BadInputException(absent == task.LabelColumn && names.Contains(task.TextColumn)
                ? $"{place}: this file of {task.Name} has no labels; its columns are {Listed(names)}"
                : $"{place}: expected the header of {task.Name} with the columns {Listed(needed)}; found {Listed(header)}");
        }
        int Place(string? name) => name is null ? -1 : IndexOf(names, name);
        return new Columns(names, Place(task.TextColumn), Place(task.PairColumn), Place(task.LabelColumn));
    }

    /// <summary>
    /// The columns that a header names: those asked for by name, else <c>text</c> or <c>sentence</c>, <c>pair</c> and <c>label</c>. Two or three
    /// columns of other names are text and label, or text, pair and label; one column that is left is the text or the label that is missing.
    /// </summary>
    /// <param name="header">The names.</param>
    /// <param name="options">The names that are asked for.</param>
    /// <param name="place">File and line, for messages.</param>
    /// <exception cref="BadInputException">A column is not there, or it cannot be told which one is meant.</exception>
    public static Columns Named(IReadOnlyList<string> header, DataOptions options, string place)
    {
        if (header.Distinct().Count() < header.Count) throw new BadInputException($"{place}: a column's name is there twice; expected different names, found {Listed(header)}");
        var text = Asked(options.TextColumn, ["text", "sentence"]);
        var pair = Asked(options.PairColumn, ["pair"]);
        var label = Asked(options.LabelColumn, ["label"]);
        int[] left = [.. Enumerable.Range(0, header.Count).Where(column => column != text && column != pair && column != label && header[column] != "index")];
        if (left.Length == header.Count && header.Count is 2 or 3) (text, pair, label) = (0, header.Count == 3 ? 1 : -1, header.Count - 1);
        else if (left is [var only] && text < 0) text = only;
        else if (left is [var last] && label < 0) label = last;
        if (text < 0) throw Unclear("text");
        if (options.Labeled && label < 0) throw left.Length == 0 ? new BadInputException($"{place}: the file has no labels; its columns are {Listed(header)}") : Unclear("label");
        return new Columns(header, text, pair, label);

        int Asked(string? name, string[] usual)
        {
            if (name is null) return usual.Select(word => IndexOf(header, word)).FirstOrDefault(column => column >= 0, -1);
            return IndexOf(header, name) is var column and >= 0
                ? column
                : throw new BadInputException($"{place}: there is no column \"{name}\"; the columns are {Listed(header)} (nearest: \"{NearestName.Of(name, header)}\")");
        }

        BadInputException Unclear(string what) =>
            new($"{place}: it cannot be told which column is the {what}; name one of {Listed(header)}, or the task that the file belongs to");
    }

    /// <summary>Whether a row names columns and is no data: all its cells are names that this program knows.</summary>
    public static bool IsHeader(IReadOnlyList<string> cells) =>
        cells.All(cell => cell is "text" or "sentence" or "pair" or "label" or "index") && cells.Any(cell => cell is "text" or "sentence") && cells.Distinct().Count() == cells.Count;

    /// <summary>Names as a message shows them.</summary>
    public static string Listed(IEnumerable<string> names)
    {
        var all = names.ToArray();
        var shown = string.Join(", ", all.Take(20).Select(name => name.Length <= 40 ? name : name[..40] + "..."));
        return all.Length <= 20 ? shown : $"{shown} and {all.Length - 20} more";
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var place = 0; place < names.Count; place++)
            if (names[place] == name) return place;
        return -1;
    }
}
