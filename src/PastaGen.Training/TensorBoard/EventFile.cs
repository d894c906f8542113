using System.Buffers.Binary;
using System.Text.Json;

namespace PastaGen.Training;

/// <summary>
/// A file of scalars that TensorBoard shows: records of <c>length, checksum, event, checksum</c>, each event a protocol buffer
/// (tensorflow/core/util/event.proto and framework/summary.proto).
/// </summary>
internal sealed class EventFile : IDisposable
{
    /// <summary>The name in a run's folder; TensorBoard knows such files by the word tfevents.</summary>
    public const string Name = "events.out.tfevents.pasta";

    private const int HeaderBytes = sizeof(ulong) + sizeof(uint);
    private readonly FileStream stream;
    private long end;

    private EventFile(FileStream stream) => this.stream = stream;

    /// <summary>Begins a file; what it holds goes.</summary>
    /// <param name="path">The file.</param>
    public static EventFile Create(string path)
    {
        var file = new EventFile(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0));
        file.Write(step: 0, message => message.Text(field: 3, "brain.Event:2"));
        return file;
    }

    /// <summary>Adds the scalars of a line of metrics.jsonl; one that tells of neither an update nor an evaluation has none.</summary>
    /// <param name="line">The line.</param>
    public void AddLine(string line)
    {
        using var json = JsonDocument.Parse(line);
        var happened = json.RootElement;
        var scalars = happened.GetProperty("event").GetString() switch
        {
            "step" => Numbers("train", happened.EnumerateObject().Where(property => property.Name is "loss" or "gradient_norm" or "learning_rate")),
            "evaluated" => Numbers("dev", happened.GetProperty("metrics").EnumerateObject()),
            _ => [],
        };
        if (scalars.Length > 0) Add(happened.GetProperty("step").GetInt32(), scalars);
    }

    /// <summary>Adds scalars of one update.</summary>
    /// <param name="step">The update's number, counted from 1.</param>
    /// <param name="scalars">Values by tag.</param>
    public void Add(int step, IEnumerable<KeyValuePair<string, double>> scalars)
    {
        var summary = new ProtobufWriter();
        foreach (var (tag, value) in scalars)
        {
            var scalar = new ProtobufWriter();
            scalar.Text(field: 1, tag);
            scalar.Float(field: 2, (float)value);
            summary.Message(field: 1, scalar.Bytes);
        }
        Write(step, message => message.Message(field: 5, summary.Bytes));
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private void Write(int step, Action<ProtobufWriter> content)
    {
        var message = new ProtobufWriter();
        message.Double(field: 1, (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds);
        message.Number(field: 2, step);
        content(message);
        var bytes = message.Bytes;
        var record = new byte[HeaderBytes + bytes.Length + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(sizeof(ulong)), RecordChecksum.Masked(record.AsSpan(0, sizeof(ulong))));
        bytes.CopyTo(record, HeaderBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(HeaderBytes + bytes.Length), RecordChecksum.Masked(bytes));
        // What a full disk took in part is taken back, or nobody could read on behind it.
        if (stream.Position != end) stream.SetLength(end);
        stream.Seek(end, SeekOrigin.Begin);
        stream.Write(record);
        stream.Flush();
        end += record.Length;
    }

    private static KeyValuePair<string, double>[] Numbers(string group, IEnumerable<JsonProperty> properties) =>
        [.. properties.Where(property => property.Value.ValueKind == JsonValueKind.Number).Select(property => KeyValuePair.Create($"{group}/{property.Name}", property.Value.GetDouble()))];
}
