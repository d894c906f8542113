using System.Globalization;
using System.Text.Json;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>A delta's header as the texts of a safetensors file, and back. Lists and maps are JSON inside their text.</summary>
internal static class DeltaMetadata
{
    private const string Format = "pastagen-delta";

    /// <summary>The texts to write, in a fixed order.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Write(DeltaHeader header)
    {
        yield return new("format", Format);
        yield return new("format_version", DeltaHeader.CurrentVersion.ToString(CultureInfo.InvariantCulture));
        yield return new("model", header.Model);
        yield return new("architecture", header.Architecture);
        yield return new("head", header.Head);
        yield return new("adaptations", List(header.Adaptations));
        yield return new("plan_hash", header.PlanHash);
        yield return new("pinned_settings", Map(header.PinnedSettings, (json, key, value) => json.WriteString(key, value)));
        yield return new("open_settings", Map(header.OpenSettings, (json, key, value) => json.WriteNumber(key, value)));
        yield return new("labels", List(header.Labels));
        yield return new("backbone_digest", header.BackboneDigest);
        yield return new("precision", header.Precision);
        if (header.TokenizerDigest is { } tokenizer) yield return new("tokenizer_digest", tokenizer);
        if (header.SpecialTokenTemplate is { } template) yield return new("special_token_template", template);
        if (header.MaxLength is { } length) yield return new("max_length", length.ToString(CultureInfo.InvariantCulture));
        yield return new("metrics", Map(header.Metrics.Where(metric => double.IsFinite(metric.Value)), (json, key, value) => json.WriteNumber(key, value)));
        if (header.Command is { } command) yield return new("command", command);
        yield return new("created_by", header.CreatedBy);
    }

    /// <summary>Reads the texts of a file.</summary>
    /// <exception cref="BadInputException">The file is no delta, of another version of the format, or lacks something.</exception>
    public static DeltaHeader Read(IReadOnlyDictionary<string, string> texts, string path)
    {
        if (texts.GetValueOrDefault("format") != Format)
            throw new BadInputException($"{path}: is not a delta (its header has no format \"{Format}\"); for a plain file of tensors without metadata use --unbound");
        string Text(string key) => texts.GetValueOrDefault(key) ?? throw new BadInputException($"{path}: its header lacks \"{key}\"");
        var version = Text("format_version");
        if (version != DeltaHeader.CurrentVersion.ToString(CultureInfo.InvariantCulture))
            throw new BadInputException($"{path}: is of delta format version {version}, but this program reads version {DeltaHeader.CurrentVersion}; use the program that wrote it ({texts.GetValueOrDefault("created_by") ?? "unknown"})");
        return new DeltaHeader
        {
            Model = Text("model"),
            Architecture = Text("architecture"),
            Head = Text("head"),
            Adaptations = Json(path, "adaptations", Text, Names),
            PlanHash = Text("plan_hash"),
            PinnedSettings = Json(path, "pinned_settings", Text, element => Entries(element, value => value.GetString()!)),
            OpenSettings = Json(path, "open_settings", Text, element => Entries(element, value => value.GetDouble())),
            Labels = Json(path, "labels", Text, Names),
            BackboneDigest = Text("backbone_digest"),
            Precision = Text("precision"),
            TokenizerDigest = texts.GetValueOrDefault("tokenizer_digest"),
            SpecialTokenTemplate = texts.GetValueOrDefault("special_token_template"),
            MaxLength = texts.ContainsKey("max_length") ? Json(path, "max_length", Text, element => (int?)element.GetInt32()) : null,
            Metrics = Json(path, "metrics", Text, element => Entries(element, value => value.GetDouble())),
            Command = texts.GetValueOrDefault("command"),
            CreatedBy = Text("created_by"),
        };
    }

    private static T Json<T>(string path, string key, Func<string, string> text, Func<JsonElement, T> convert)
    {
        try
        {
            using var document = JsonDocument.Parse(text(key));
            return convert(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new BadInputException($"{path}: \"{key}\" in its header is not what a delta has there; the file is damaged or was changed by hand", error);
        }
    }

    private static string[] Names(JsonElement element) => [.. element.EnumerateArray().Select(item => item.GetString()!)];

    private static Dictionary<string, T> Entries<T>(JsonElement element, Func<JsonElement, T> convert) =>
        element.EnumerateObject().ToDictionary(property => property.Name, property => convert(property.Value), StringComparer.Ordinal);

    private static string List(IEnumerable<string> items) => JsonText.Render(json =>
    {
        json.WriteStartArray();
        foreach (var item in items) json.WriteStringValue(item);
        json.WriteEndArray();
    });

    private static string Map<T>(IEnumerable<KeyValuePair<string, T>> items, Action<Utf8JsonWriter, string, T> write) => JsonText.Render(json =>
    {
        json.WriteStartObject();
        foreach (var (key, value) in items.OrderBy(item => item.Key, StringComparer.Ordinal)) write(json, key, value);
        json.WriteEndObject();
    });
}
