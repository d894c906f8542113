using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PastaGen.Training;

/// <summary>JSON as this room writes it: names in any script stay readable, numbers that are not finite become null.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text that a writer's calls make.</summary>
    public static string Render(Action<Utf8JsonWriter> write, bool indented = false)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(json);
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>The text of a file that holds one object, indented, its last line ended.</summary>
    public static string File(JsonObject content) => content.ToJsonString(Indented) + "\n";

    /// <summary>An object of numbers by name.</summary>
    public static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, double> numbers)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in numbers) WriteNumber(json, key, value);
        json.WriteEndObject();
    }

    /// <summary>An object of the labels' counts.</summary>
    public static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyList<LabelCount> labels)
    {
        json.WriteStartObject(name);
        foreach (var (label, count) in labels) json.WriteNumber(label, count);
        json.WriteEndObject();
    }

    /// <summary>A number, or null where it is not finite.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }
}
