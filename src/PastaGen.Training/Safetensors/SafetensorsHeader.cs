using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>
/// Reads and checks the header of a safetensors file: a little-endian length of 8 bytes, that many bytes of JSON, then the tensors'
/// bytes without gaps. Nothing of the file is trusted before it is checked.
/// </summary>
internal static class SafetensorsHeader
{
    /// <summary>The longest header that a reader accepts and a writer writes.</summary>
    public const long LongestHeader = 100_000_000;

    /// <summary>Bytes of the length before the header.</summary>
    public const int LengthBytes = 8;

    /// <summary>Reads the header of a whole file.</summary>
    /// <returns>The tensors in the order of their bytes, the metadata, and where the tensors' bytes begin.</returns>
    /// <exception cref="BadInputException">The file is not a safetensors file.</exception>
    public static (IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata, long DataStart) Read(MappedFile file, string path)
    {
        if (file.Length < LengthBytes)
            throw Broken(path, $"expected at least {LengthBytes} bytes, found {file.Length}");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(file.Bytes(0, LengthBytes));
        if (length > LongestHeader)
            throw Broken(path, $"expected a header of at most {LongestHeader} bytes, found one that says it has {length}");
        if ((long)length > file.Length - LengthBytes)
            throw Broken(path, $"its header says that it has {length} bytes, but only {file.Length - LengthBytes} follow; the file is cut short, fetch it again");
        var json = file.Bytes(LengthBytes, (int)length);
        if (!System.Text.Unicode.Utf8.IsValid(json))
            throw Broken(path, "its header is not UTF-8");
        var dataStart = LengthBytes + (long)length;
        var (entries, metadata) = Parse(json, path);
        Check(entries, file.Length - dataStart, path);
        return (entries, metadata, dataStart);
    }

    private static (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) Parse(ReadOnlySpan<byte> json, string path)
    {
        var entries = new List<SafetensorsEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw Broken(path, "its header is not a JSON object");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                if (!names.Add(name)) throw Broken(path, $"its header names \"{name}\" twice");
                reader.Read();
                if (name == "__metadata__") ReadMetadata(ref reader, metadata, path);
                else entries.Add(SafetensorsEntryReader.Read(ref reader, name, path));
            }
            while (reader.Read())
            {
                // Only white space may follow; anything else makes the reader throw.
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            throw Broken(path, $"its header is not valid JSON ({FirstSentence(error.Message)})", error);
        }
        entries.Sort(static (left, right) => left.Begin != right.Begin ? left.Begin.CompareTo(right.Begin) : left.End.CompareTo(right.End));
        return (entries, metadata);
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata, string path)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw Broken(path, "its __metadata__ is not a JSON object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                throw Broken(path, $"its __metadata__ maps \"{key}\" to {Kind(reader.TokenType)}; expected a string");
            if (!metadata.TryAdd(key, reader.GetString()!)) throw Broken(path, $"its __metadata__ names \"{key}\" twice");
        }
    }

    // In the order of their bytes, tensors must lie one after another from the first byte to the last.
    private static void Check(IReadOnlyList<SafetensorsEntry> entries, long dataLength, string path)
    {
        var previous = 0L;
        foreach (var entry in entries)
        {
            if (entry.Begin > entry.End)
                throw Broken(path, $"the tensor \"{entry.Name}\" ends at byte {entry.End}, before it begins at {entry.Begin}");
            if (entry.Begin != previous)
                throw Broken(path, $"the tensor \"{entry.Name}\" begins at byte {entry.Begin}, expected {previous}, where the one before ends: tensors must neither overlap nor leave a hole");
            var bytes = SafetensorsEntryReader.ByteCount(entry.Type, entry.Shape)
                ?? throw Broken(path, $"the tensor \"{entry.Name}\" has the impossible shape {entry.ShapeText} of {entry.Type}");
            if (bytes != entry.ByteCount)
                throw Broken(path, $"the tensor \"{entry.Name}\" of {entry.Type} {entry.ShapeText} needs {bytes} bytes, found {entry.ByteCount}");
            previous = entry.End;
        }
        if (previous > dataLength)
            throw Broken(path, $"its tensors need {previous} bytes, but only {dataLength} follow the header; the file is cut short, fetch it again");
        if (previous < dataLength)
            throw Broken(path, $"{dataLength - previous} bytes follow its last tensor; expected none");
    }

    /// <summary>The error of a file that is not what it should be.</summary>
    public static BadInputException Broken(string path, string problem, Exception? cause = null) =>
        new($"{path}: is not a valid safetensors file: {problem}", cause!);

    /// <summary>A JSON token's kind in words.</summary>
    public static string Kind(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a Boolean",
        _ => "null",
    };

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }
}
