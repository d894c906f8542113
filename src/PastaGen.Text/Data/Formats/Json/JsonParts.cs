using System.Text;
using System.Text.Json;

namespace PastaGen.Text.Data;

/// <summary>
/// Rows in one JSON document: an array of them, or an object that holds such arrays under the names of its parts. A row is an object, or an
/// array of text and label, or of text, pair and label.
/// </summary>
internal sealed class JsonParts(string path, DataOptions options) : RowReader(path, options)
{
    private readonly JsonExample objects = new(options);

    /// <inheritdoc/>
    public override string Expected => $"a list of {objects.Expected}, or of lists of text and label";

    /// <summary>Whether a file's first line is a document's and no row of JSON Lines: it is no whole object.</summary>
    public static bool Begins(string firstLine)
    {
        try
        {
            using var row = JsonDocument.Parse(firstLine);
            return row.RootElement.ValueKind != JsonValueKind.Object;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return true;
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<Example> Read(IEnumerable<(string Line, int Number)> lines)
    {
        var text = new StringBuilder();
        foreach (var (line, number) in lines)
        {
            if (number > 1) text.Append('\n');
            text.Append(line);
        }
        var bytes = System.Text.Encoding.UTF8.GetBytes(text.ToString());
        return Options.Splits.Count == 0 ? Part(bytes, null) : Options.Splits.SelectMany(split => Part(bytes, split));
    }

    private List<Example> Part(byte[] document, string? split)
    {
        try
        {
            var reader = new Utf8JsonReader(document);
            reader.Read();
            var parts = Enter(ref reader, split);
            var rows = new List<Example>();
            var (lines, counted) = (1, 0L);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (rows.Count >= Options.Limit) break;
                lines += document.AsSpan((int)counted, (int)(reader.TokenStartIndex - counted)).Count((byte)'\n');
                counted = reader.TokenStartIndex;
                rows.Add(Row(JsonDocument.ParseValue(ref reader), lines));
            }
            return rows.Count > 0 ? rows : throw new BadInputException($"{Path}: {parts} has no rows; expected {Expected}");
        }
        catch (InvalidOperationException error)
        {
            throw new BadInputException($"{Path}: a part's name holds half of a character; expected whole Unicode characters", error);
        }
        catch (JsonException error)
        {
            throw new BadInputException($"{Path}:{error.LineNumber + 1}: expected a JSON document; this is not JSON (byte {error.BytePositionInLine + 1} of the line)", error);
        }
    }

    // Goes to the array of the rows, by the names of a path; what was passed is told by name where it leads nowhere.
    private string Enter(ref Utf8JsonReader reader, string? split)
    {
        var name = "the document";
        foreach (var step in split?.Split('.') ?? [])
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw new BadInputException($"{Path}: {name} has no part \"{step}\", for it is {Kind(reader.TokenType)}");
            var names = new List<string>();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                names.Add(reader.GetString()!);
                reader.Read();
                if (names[^1] == step) break;
                reader.Skip();
            }
            if (names.LastOrDefault() != step || reader.TokenType == JsonTokenType.EndObject)
                throw new BadInputException($"{Path}: {name} has no part \"{step}\"; its parts are {Columns.Listed(names)}");
            name = $"\"{split}\"";
        }
        if (reader.TokenType == JsonTokenType.StartArray) return name;
        if (reader.TokenType != JsonTokenType.StartObject) throw new BadInputException($"{Path}: {name} is {Kind(reader.TokenType)}; expected {Expected}");
        var parts = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            parts.Add(reader.GetString()!);
            reader.Skip();
        }
        throw new BadInputException($"{Path}: {name} has several parts; say which split holds the rows: {Columns.Listed(parts)}");
    }

    private Example Row(JsonDocument row, int number)
    {
        using (row)
        {
            var place = $"{Path}:{number}";
            if (row.RootElement.ValueKind != JsonValueKind.Array) return objects.Read(JsonLine.Of(row, place), number);
            if (Options.Target is TargetKind.Tags or TargetKind.Classes) throw new BadInputException($"{place}: expected {objects.Expected}; found a list");
            if (Options.NamesColumns) throw new BadInputException($"{place}: the row is a list, whose elements have no names: they are text and label, or text, pair and label; name no keys");
            var cells = row.RootElement.EnumerateArray().Select(cell => Cell(cell, place)).ToArray();
            if (Columns.Counted(cells.Length, Options.Labeled) is not { } columns)
                throw new BadInputException($"{place}: expected a list of text and label, or of text, pair and label; found {cells.Length} elements");
            return new Example(
                cells[columns.Text], columns.Pair < 0 ? null : cells[columns.Pair], cells.Length < columns.Count ? null : TargetOf(cells[columns.Label], number), number);
        }
    }

    private static string Cell(JsonElement cell, string place) => cell.ValueKind switch
    {
        JsonValueKind.String => JsonText.Unescape(cell.GetRawText()),
        JsonValueKind.Number => cell.GetRawText(),
        _ => throw new BadInputException($"{place}: expected a list of texts; found {JsonLine.Name(cell.ValueKind)} in it"),
    };

    private static string Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        _ => "no list",
    };
}
