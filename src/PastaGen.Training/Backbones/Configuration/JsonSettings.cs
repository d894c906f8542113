using System.Text.Json;
using PastaGen.Modules;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>A JSON object of settings; every reading names the file and the key where something is not as expected.</summary>
internal sealed class JsonSettings : IConfigSettings
{
    private readonly JsonElement root;

    private JsonSettings(JsonElement root, string path)
    {
        this.root = root;
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The keys, in the file's order.</summary>
    public IEnumerable<string> Keys => root.EnumerateObject().Select(property => property.Name);

    /// <summary>Reads a file.</summary>
    /// <exception cref="BadInputException">It cannot be read, is not JSON, or is not an object.</exception>
    public static JsonSettings Open(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException($"{path}: there is no such file", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Reads the content of a file.</summary>
    /// <exception cref="BadInputException">It is not JSON, or not an object.</exception>
    public static JsonSettings Parse(ReadOnlyMemory<byte> content, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new JsonSettings(document.RootElement.Clone(), path)
                : throw new BadInputException($"{path}: expected a JSON object, found {Kind(document.RootElement)}");
        }
        catch (JsonException error)
        {
            var place = error.LineNumber is { } line ? $":{line + 1}" : "";
            throw new BadInputException($"{path}{place}: is not valid JSON: {error.Message.Split(" LineNumber")[0].TrimEnd('.')}", error);
        }
    }

    /// <summary>A setting; null where it is absent or null.</summary>
    public JsonElement? Find(string key) =>
        root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A text; null where it is absent or null.</summary>
    public string? Text(string key) => Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Unexpected(key, "a text", value);

    /// <summary>A whole number of at least <paramref name="least"/>; the fallback where it is absent or null.</summary>
    /// <exception cref="BadInputException">It is absent without a fallback, or something else.</exception>
    public int Integer(string key, int least, int? fallback = null)
    {
        if (Find(key) is not { } value) return fallback ?? throw Missing(key);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least
            ? number
            : throw Unexpected(key, $"a whole number of at least {least}", value);
    }

    /// <summary>A number within bounds; the fallback where it is absent or null.</summary>
    public double Number(string key, double least, double most, double fallback)
    {
        if (Find(key) is not { } value) return fallback;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most
            ? number
            : throw Unexpected(key, FormattableString.Invariant($"a number from {least} to {most}"), value);
    }

    /// <summary>Whether a setting is there and true.</summary>
    public bool Flag(string key) => Find(key) switch
    {
        null => false,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } other => throw Unexpected(key, "true or false", other),
    };

    /// <summary>The activation of a name that stands under a key.</summary>
    /// <exception cref="BadInputException">No activation is called so.</exception>
    public Activation Activation(string key, string name) => ActivationNames.Find(name)
        ?? throw new BadInputException($"{Path}: \"{key}\" is \"{name}\", which is not supported; expected one of {string.Join(", ", ActivationNames.All)}");

    /// <summary>The error of a setting that is absent.</summary>
    public BadInputException Missing(string key) => new($"{Path}: the key \"{key}\" is missing");

    /// <summary>The error of a setting that is not as expected.</summary>
    public BadInputException Unexpected(string key, string expected, JsonElement found) =>
        new($"{Path}: expected \"{key}\" to be {expected}, found {Shorten(found)}");

    /// <summary>The whole object, as the file spells it.</summary>
    public override string ToString() => root.GetRawText();

    bool IConfigSettings.Has(string key) => Find(key) is not null;

    bool IConfigSettings.IsSet(string key) => Find(key) is { } value && value.ValueKind switch
    {
        JsonValueKind.False => false,
        JsonValueKind.Number => value.GetDouble() != 0,
        JsonValueKind.String => value.GetString()!.Length > 0,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.EnumerateObject().Any(),
        _ => true,
    };

    bool IConfigSettings.Mentions(string key) => root.TryGetProperty(key, out _);

    bool IConfigSettings.IsText(string key) => Find(key) is { ValueKind: JsonValueKind.String };

    double IConfigSettings.Number(string key, double? fallback) =>
        Find(key) is not { } value ? fallback ?? throw Missing(key)
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number
        : throw Unexpected(key, "a number", value);

    int IConfigSettings.Whole(string key, int? fallback) =>
        Find(key) is not { } value ? fallback ?? throw Missing(key)
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : throw Unexpected(key, "a whole number", value);

    string IConfigSettings.Text(string key, string? fallback) => Text(key) ?? fallback ?? throw Missing(key);

    bool IConfigSettings.Flag(string key, bool fallback) => Find(key) is null ? fallback : Flag(key);

    string IConfigSettings.Choice(string key, params string[] among)
    {
        if (Find(key) is not { } value) return among[0];
        return value.ValueKind == JsonValueKind.String && among.Contains(value.GetString(), StringComparer.Ordinal)
            ? value.GetString()!
            : throw Unexpected(key, string.Join(" or ", among.Select(text => $"\"{text}\"")), value);
    }

    Activation IConfigSettings.Activation(string key, Activation fallback) => Text(key) is { } name ? Activation(key, name) : fallback;

    IReadOnlyList<string> IConfigSettings.Texts(string key) => Find(key) switch
    {
        null => [],
        { ValueKind: JsonValueKind.String } text => text.GetString()!.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. list.EnumerateArray().Select(item => item.GetString()!)],
        { } other => throw Unexpected(key, "a list of texts", other),
    };

    Exception IConfigSettings.Refused(string key, string expected) =>
        Find(key) is { } found ? Unexpected(key, expected, found) : new BadInputException($"{Path}: expected \"{key}\" to be {expected}, found none");

    /// <summary>A value as the file spells it, cut where it is long.</summary>
    public static string Shorten(JsonElement value)
    {
        var text = value.GetRawText().ReplaceLineEndings(" ");
        return text.Length <= 60 ? text : text[..57] + "...";
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => value.GetRawText(),
    };
}
