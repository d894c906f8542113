using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// Writes safetensors files: tensors by falling size of their type and then by name, the header padded with spaces to whole eights,
/// the file replaced at once or not at all.
/// </summary>
public static class SafetensorsWriter
{
    /// <summary>Writes tensors, each with its own copy of its values; shared storage is written once per name.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="tensors">Tensors by name, of any device.</param>
    /// <param name="metadata">Texts for the header, in this order; null writes none.</param>
    /// <exception cref="ArgumentException">A name occurs twice or is the format's own <c>__metadata__</c>, or the header grows beyond what readers accept.</exception>
    /// <exception cref="Text.BadInputException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IEnumerable<KeyValuePair<string, string>>? metadata = null) =>
        Write(path, tensors, metadata, beforeReplacing: null);

    /// <summary>The same, with a last call between the new file's flush and its taking the old one's place.</summary>
    internal static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IEnumerable<KeyValuePair<string, string>>? metadata, Action? beforeReplacing)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var sorted = tensors
            .Select(pair => (pair.Key, pair.Value, Type: SafetensorsType.Of(pair.Value.dtype)))
            .OrderByDescending(item => OrderOf(item.Type)).ThenBy(item => item.Key, StringComparer.Ordinal)
            .ToList();
        CheckNames([.. sorted.Select(item => item.Key)]);
        var header = Header([.. sorted.Select(item => (item.Key, item.Value.shape, item.Type))], metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[SafetensorsHeader.LengthBytes];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var (_, tensor, _) in sorted) WriteBytes(stream, tensor);
        }, beforeReplacing);
    }

    private static void CheckNames(string[] names)
    {
        if (names.FirstOrDefault(name => name == "__metadata__") is { } reserved)
            throw new ArgumentException($"no tensor may be called {reserved}, which names the header's own texts");
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
            throw new ArgumentException($"two tensors are called {twice.Key}");
    }

    private static byte[] Header(IReadOnlyList<(string Name, long[] Shape, SafetensorsType Type)> tensors, IEnumerable<KeyValuePair<string, string>>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, value) in metadata) json.WriteString(key, value);
                json.WriteEndObject();
            }
            var offset = 0L;
            foreach (var (name, shape, type) in tensors)
            {
                var end = offset + SafetensorsEntryReader.ByteCount(type, shape)!.Value;
                json.WriteStartObject(name);
                json.WriteString("dtype", type.Name);
                WriteNumbers(json, "shape", shape);
                WriteNumbers(json, "data_offsets", [offset, end]);
                json.WriteEndObject();
                offset = end;
            }
            json.WriteEndObject();
        }
        while (buffer.Length % 8 != 0) buffer.WriteByte((byte)' ');
        return buffer.Length <= SafetensorsHeader.LongestHeader
            ? buffer.ToArray()
            : throw new ArgumentException($"a header of {buffer.Length} bytes is longer than the {SafetensorsHeader.LongestHeader} that readers accept");
    }

    private static void WriteNumbers(Utf8JsonWriter json, string key, long[] numbers)
    {
        json.WriteStartArray(key);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void WriteBytes(Stream stream, Tensor tensor)
    {
        if (tensor.numel() == 0) return;
        using var scope = NewDisposeScope();
        stream.Write(tensor.detach().cpu().contiguous().bytes);
    }

    private static int OrderOf(SafetensorsType type)
    {
        for (var order = 0; order < SafetensorsType.All.Count; order++)
            if (ReferenceEquals(SafetensorsType.All[order], type)) return order;
        return -1;
    }
}
