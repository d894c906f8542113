using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PastaGen.Training;

namespace PastaGen.Host.Json;

/// <summary>How the host's answers are written as JSON: snake case, absent values as null, text readable.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ModelEntry[]))]
[JsonSerializable(typeof(ModelDescription))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(WrittenFiles))]
[JsonSerializable(typeof(MergedFolder))]
[JsonSerializable(typeof(ConversionReport))]
[JsonSerializable(typeof(DeclarationAnswer))]
[JsonSerializable(typeof(Dictionary<string, double?>))]
[JsonSerializable(typeof(DryRunReport))]
[JsonSerializable(typeof(AnswerLine))]
[JsonSerializable(typeof(AnswerLine[]))]
internal sealed partial class HostJson : JsonSerializerContext;

/// <summary>Writes answers to standard output.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a value on one line of its own.</summary>
    internal static void WriteJson<T>(this TextWriter output, T value, JsonTypeInfo<T> type)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable)) JsonSerializer.Serialize(writer, value, type);
        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }
}
