namespace PastaGen.Text.Data;

/// <summary>Rows whose columns are parted by tabs. Nothing is quoted: quotes are data.</summary>
internal sealed class TabbedRows(string path, bool labeled, string[] columns) : RowReader
{
    private readonly int text = Array.FindIndex(columns, name => name is "text" or "sentence");
    private readonly int pair = Array.IndexOf(columns, "pair");
    private readonly int label = Array.IndexOf(columns, "label");

    public override string Expected =>
        $"{columns.Length} columns parted by tabs ({string.Join(", ", columns)}{(labeled || label < 0 ? "" : "; the label may be absent")})";

    /// <summary>The columns that the header of GLUE's SST-2 names.</summary>
    /// <exception cref="BadInputException">The first line is not that header, or has no label where one is needed.</exception>
    public static string[] Sst2Columns(string path, string header, bool labeled) => header switch
    {
        "sentence\tlabel" => ["sentence", "label"],
        "index\tsentence" when !labeled => ["index", "sentence"],
        "index\tsentence" => throw new BadInputException($"{path}:1: this is SST-2's test file, which has no labels; expected the header \"sentence<TAB>label\""),
        _ => throw new BadInputException($"{path}:1: expected SST-2's header \"sentence<TAB>label\"; found \"{Shorten(header)}\""),
    };

    public override bool IsHeader(string line)
    {
        var cells = line.Split('\t');
        var needed = labeled || label < 0 ? columns.Length : columns.Length - 1;
        if (cells.Length > columns.Length || cells.Length < needed) return false;
        for (var i = 0; i < cells.Length; i++)
            if (cells[i] != columns[i] && !(i == text && cells[i] is "text" or "sentence")) return false;
        return true;
    }

    public override Example Read(string line, int number)
    {
        var cells = line.Split('\t');
        var withoutLabel = !labeled && label >= 0 && cells.Length == columns.Length - 1;
        if (cells.Length != columns.Length && !withoutLabel)
            throw new BadInputException($"{path}:{number}: expected {Expected}; found {cells.Length} column{(cells.Length == 1 ? "" : "s")}");
        var value = label >= 0 && !withoutLabel ? cells[label] : null;
        if (value is { Length: 0 })
            value = labeled ? throw new BadInputException($"{path}:{number}: the label is empty; expected {Expected}") : null;
        return new Example(cells[text], pair < 0 ? null : cells[pair], value, number);
    }

    private static string Shorten(string line) => line.Length <= 60 ? line : line[..60] + "...";
}
