using System.Text.Json;
using System.Text.Unicode;

namespace PastaGen.Text;

/// <summary>A JSON file of a tokenizer folder, read value by value, with errors that name the file and the key.</summary>
internal sealed class JsonFile
{
    /// <summary>The largest id that is taken for one: tables are as long as the largest id, and no vocabulary comes near it.</summary>
    public const int LargestId = 10_000_000;

    private JsonFile(string path, JsonElement root) => (Path, Root) = (path, root);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its object.</summary>
    public JsonElement Root { get; }

    /// <summary>The object in a file; null where there is no such file.</summary>
    /// <exception cref="BadInputException">The file cannot be read, or holds no JSON object.</exception>
    public static JsonFile? ReadIfThere(string path) => File.Exists(path) ? Read(path) : null;

    /// <summary>The object in a file.</summary>
    /// <exception cref="BadInputException">The file cannot be read, or holds no JSON object.</exception>
    public static JsonFile Read(string path)
    {
        try
        {
            ReadOnlyMemory<byte> bytes = File.ReadAllBytes(path);
            // The parser lets other bytes pass and throws when a string that holds them is read.
            if (!Utf8.IsValid(bytes.Span)) throw new BadInputException($"{path}: is not UTF-8; save the file as UTF-8");
            if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return new JsonFile(path, document.RootElement.Clone());
        }
        catch (JsonException error)
        {
            throw new BadInputException($"{path}:{error.LineNumber + 1}: this is not JSON; the file may be incomplete", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: cannot be read: {error.Message}", error);
        }
        throw new BadInputException($"{path}: expected a JSON object");
    }

    /// <summary>What stands under a key of an object; null where it is absent or null.</summary>
    public static JsonElement? Find(JsonElement parent, string key) =>
        parent.ValueKind == JsonValueKind.Object ? JsonText.Find(parent, key) : null;

    /// <summary>The string under a key; null where it is absent or null.</summary>
    public string? Text(JsonElement parent, string key) => Find(parent, key) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? String(key, value)
        : throw Wrong(key, "a string", value);

    /// <summary>A string that stands under a key, or in an array there.</summary>
    public string String(string key, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong(key, "Unicode text, without half a surrogate pair", value);
        }
    }

    /// <summary>The truth value under a key; null where it is absent or null.</summary>
    public bool? Boolean(JsonElement parent, string key) => Find(parent, key) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Wrong(key, "true or false", value);

    /// <summary>The whole number under a key; null where it is absent or null.</summary>
    public int? Integer(JsonElement parent, string key) => Find(parent, key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : throw Wrong(key, "a whole number", value);

    /// <summary>The id under a key, which must be there.</summary>
    public int Id(JsonElement parent, string key) =>
        Find(parent, key) is { } value && IsId(value, out var id) ? id : throw Wrong(key, ExpectedId, Find(parent, key));

    /// <summary>An added token, as the library writes one.</summary>
    public AddedToken AddedToken(JsonElement token, int id) => new(
        id,
        Text(token, "content") ?? throw Wrong("content", "an added token's spelling", null),
        Boolean(token, "special") ?? false,
        Boolean(token, "single_word") ?? false,
        Boolean(token, "lstrip") ?? false,
        Boolean(token, "rstrip") ?? false,
        Boolean(token, "normalized") ?? false);

    /// <summary>Checks that a part says nothing but its type and what is read of it; null counts as nothing said.</summary>
    /// <exception cref="BadInputException">It has another key; the sentence names it.</exception>
    public void CheckKeys(JsonElement part, string name, params ReadOnlySpan<string> keys)
    {
        foreach (var entry in part.EnumerateObject())
        {
            var key = NameOf(entry);
            if (entry.Value.ValueKind != JsonValueKind.Null && key != "type" && !keys.Contains(key))
                throw new BadInputException($"{Path}: the {name} has the option \"{key}\", which is not supported");
        }
    }

    /// <summary>The key of an entry, or words in its place where it is not Unicode text.</summary>
    public static string NameOf(JsonProperty entry)
    {
        try
        {
            return entry.Name;
        }
        catch (InvalidOperationException)
        {
            return "half a surrogate pair";
        }
    }

    /// <summary>What messages say is expected where <see cref="IsId"/> is false.</summary>
    public static string ExpectedId => $"an id from 0 to {LargestId}";

    /// <summary>Whether a value is an id.</summary>
    public static bool IsId(JsonElement value, out int id)
    {
        id = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out id) && id is >= 0 and <= LargestId;
    }

    /// <summary>An error at a key.</summary>
    public BadInputException Wrong(string key, string expected, JsonElement? found) =>
        new($"{Path}: expected \"{key}\" to be {expected}; found {(found is { } value ? Shorten(value.GetRawText()) : "nothing")}");

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
