using System.Buffers.Binary;

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

    private EventFile(FileStream stream) => this.stream = stream;

    /// <summary>Opens a file for a run that has made some updates; what it holds of later ones, or in a torn record, is dropped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lastStep">The updates that stay; 0 begins anew.</param>
    public static EventFile Open(string path, int lastStep)
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        stream.SetLength(lastStep == 0 ? 0 : EndOf(stream, lastStep));
        stream.Seek(0, SeekOrigin.End);
        var file = new EventFile(stream);
        if (stream.Length == 0) file.Write(step: 0, message => message.Text(field: 3, "brain.Event:2"));
        return file;
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
        stream.Write(record);
        stream.Flush();
    }

    // Events begin with their time, nine bytes, and their step.
    private static long EndOf(FileStream stream, int lastStep)
    {
        var header = new byte[HeaderBytes];
        var end = 0L;
        while (stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) == HeaderBytes)
        {
            var length = BinaryPrimitives.ReadUInt64LittleEndian(header);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(sizeof(ulong))) != RecordChecksum.Masked(header.AsSpan(0, sizeof(ulong)))) break;
            if (length > (ulong)(stream.Length - stream.Position)) break;
            var record = new byte[length + sizeof(uint)];
            if (stream.ReadAtLeast(record, record.Length, throwOnEndOfStream: false) < record.Length) break;
            var message = record.AsSpan(0, (int)length);
            if (BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan((int)length)) != RecordChecksum.Masked(message)) break;
            if (StepOf(message) > lastStep) break;
            end = stream.Position;
        }
        return end;
    }

    private static long StepOf(ReadOnlySpan<byte> message)
    {
        const int TimeBytes = 1 + sizeof(double);
        var step = 0L;
        var shift = 0;
        foreach (var value in message[(TimeBytes + 1)..])
        {
            step |= (long)(value & 0x7F) << shift;
            shift += 7;
            if (value < 0x80) break;
        }
        return step;
    }
}
