using System.Text.Json;

namespace PastaGen.Text;

/// <summary>
/// One JSON object of a JSON Lines stream, with its place for messages. Strings may hold lone surrogates, written as escapes,
/// which the runtime's own reader refuses: Python writes them.
/// </summary>
internal sealed class JsonLine : IDisposable
{
    private readonly JsonDocument document;

    private JsonLine(JsonDocument document, string place)
    {
        this.document = document;
        Place = place;
    }

    /// <summary>How messages name the object.</summary>
    public string Place { get; }

    /// <summary>The object on a line; <paramref name="place"/> is how messages name it.</summary>
    /// <exception cref="BadInputException">The line is not a JSON object.</exception>
    public static JsonLine Parse(string line, string place)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line);
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            var column = error is JsonException { BytePositionInLine: { } position } ? $" (byte {position + 1})" : "";
            throw new BadInputException($"{place}: expected a JSON object on one line; this is not JSON{column}", error);
        }
        return Of(document, place);
    }

    /// <summary>An object that was read already; it becomes this one's to dispose of.</summary>
    /// <exception cref="BadInputException">It is not an object.</exception>
    public static JsonLine Of(JsonDocument document, string place)
    {
        if (document.RootElement.ValueKind == JsonValueKind.Object) return new JsonLine(document, place);
        var kind = Name(document.RootElement.ValueKind);
        document.Dispose();
        throw new BadInputException($"{place}: expected a JSON object; found {kind}");
    }

    /// <summary>What stands under a name; <see cref="JsonValueKind.Null"/> where nothing does.</summary>
    public JsonValueKind Kind(string name) => Find(name)?.ValueKind ?? JsonValueKind.Null;

    /// <summary>The string under a name; null where it is absent or null.</summary>
    /// <exception cref="BadInputException">Something else stands there.</exception>
    public string? Text(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? JsonText.Unescape(value.GetRawText())
        : throw Wrong($"expected \"{name}\" to be a string; found {Name(value.ValueKind)}");

    /// <summary>The number under a name as it is spelled; null where no number stands there.</summary>
    public string? Number(string name) => Find(name) is { ValueKind: JsonValueKind.Number } value ? value.GetRawText() : null;

    /// <summary>The strings of a list under a name, numbers as they are spelled; null where it is absent or null.</summary>
    /// <exception cref="BadInputException">Something else stands there.</exception>
    public string[]? Texts(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Array) throw Wrong($"expected \"{name}\" to be a list; found {Name(value.ValueKind)}");
        return [.. value.EnumerateArray().Select(element => element.ValueKind switch
        {
            JsonValueKind.String => JsonText.Unescape(element.GetRawText()),
            JsonValueKind.Number => element.GetRawText(),
            var kind => throw Wrong($"expected \"{name}\" to be a list of strings; found {Name(kind)} in it"),
        })];
    }

    /// <summary>The whole number under a name; null where it is absent or null.</summary>
    /// <exception cref="BadInputException">Something else stands there.</exception>
    public long? Integer(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number
        : throw Wrong($"expected \"{name}\" to be a whole number; found {Found(value)}");

    /// <summary>The truth value under a name; null where it is absent or null.</summary>
    /// <exception cref="BadInputException">Something else stands there.</exception>
    public bool? Boolean(string name) => Find(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Wrong($"expected \"{name}\" to be true or false; found {Found(value)}");

    /// <summary>An error at this line.</summary>
    public BadInputException Wrong(string problem) => new($"{Place}: {problem}");

    /// <inheritdoc/>
    public void Dispose() => document.Dispose();

    private JsonElement? Find(string name) => JsonText.Find(document.RootElement, name);

    private static string Found(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Name(value.ValueKind);

    /// <summary>A kind of value, for messages.</summary>
    public static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a truth value",
        _ => "null",
    };
}
