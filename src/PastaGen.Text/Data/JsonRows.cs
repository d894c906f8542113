using System.Text.Json;

namespace PastaGen.Text.Data;

/// <summary>Rows that are JSON objects: <c>text</c> or <c>sentence</c>, <c>pair</c>, <c>label</c>. Other keys are not read.</summary>
internal sealed class JsonRows(string path, bool labeled) : RowReader
{
    public override string Expected => "an object a line with \"text\" (or \"sentence\"), \"pair\" where there are two texts, and \"label\"";

    public override bool IsHeader(string line) => false;

    public override Example Read(string line, int number)
    {
        using var row = JsonLine.Parse(line, $"{path}:{number}");
        var text = row.Text("text") ?? row.Text("sentence") ?? throw row.Wrong("expected a \"text\" or \"sentence\"; found neither");
        var label = Label(row);
        if (label is null && labeled) throw row.Wrong("expected a \"label\"; found none");
        return new Example(text, row.Text("pair"), label, number);
    }

    private static string? Label(JsonLine row) =>
        row.Kind("label") == JsonValueKind.Number ? row.Number("label") : row.Text("label");
}
