using System.Buffers.Binary;
using System.Text;

namespace PastaGen.Training.Tests;

public sealed class EventFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder.File(EventFile.Name);

    // RFC 3720, appendix B.4.
    [Fact]
    public void Checksums_are_those_of_the_standard_s_examples()
    {
        Assert.Equal(0x8A9136AAu, RecordChecksum.Crc32C(new byte[32]));
        Assert.Equal(0x62A8AB43u, RecordChecksum.Crc32C([.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.Equal(0x46DD794Eu, RecordChecksum.Crc32C([.. Enumerable.Range(0, 32).Select(value => (byte)value)]));
        Assert.Equal(0x113FDB5Cu, RecordChecksum.Crc32C([.. Enumerable.Range(0, 32).Select(value => (byte)(31 - value))]));
        Assert.Equal(0xE3069283u, RecordChecksum.Crc32C("123456789"u8));
    }

    [Fact]
    public void A_reader_of_the_format_finds_the_version_and_every_scalar()
    {
        using (var file = EventFile.Create(Path))
        {
            file.Add(1, [new("train/loss", 0.5), new("train/learning_rate", 1e-3)]);
            file.Add(300, [new("dev/accuracy", 0.75)]);
        }

        Assert.Equal(
            ["0 brain.Event:2", "1 train/loss=0.5", "1 train/learning_rate=0.001", "300 dev/accuracy=0.75"], Read(Path));
    }

    [Fact]
    public void Lines_of_metrics_give_the_scalars_of_updates_and_evaluations_and_a_file_begins_anew()
    {
        using (var file = EventFile.Create(Path))
        {
            file.AddLine("""{"event":"started","rows":8}""");
            file.AddLine("""{"event":"step","step":2,"epoch":1,"loss":0.5,"gradient_norm":1.5,"learning_rate":0.25,"rows_per_second":3}""");
            file.AddLine("""{"event":"evaluated","epoch":1,"step":2,"loss":0.5,"metrics":{"accuracy":0.75,"f1":null},"seconds":1}""");
        }
        Assert.Equal(
            ["0 brain.Event:2", "2 train/loss=0.5", "2 train/gradient_norm=1.5", "2 train/learning_rate=0.25", "2 dev/accuracy=0.75"], Read(Path));

        using (EventFile.Create(Path)) { }
        Assert.Equal(["0 brain.Event:2"], Read(Path));
    }

    public void Dispose() => folder.Dispose();

    // Written from the format's description alone: bit by bit, and without the writer's code.
    private static List<string> Read(string path)
    {
        var lines = new List<string>();
        var bytes = File.ReadAllBytes(path);
        for (var start = 0; start < bytes.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(start));
            Assert.Equal(Checksum(bytes.AsSpan(start, 8)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(start + 8)));
            var message = bytes[(start + 12)..(start + 12 + length)];
            Assert.Equal(Checksum(message), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(start + 12 + length)));
            lines.AddRange(Event(message));
            start += 16 + length;
        }
        return lines;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0x82F63B78u : crc >> 1;
        }
        crc = ~crc;
        return unchecked(((crc >> 15) | (crc << 17)) + 0xA282EAD8u);
    }

    private static IEnumerable<string> Event(byte[] message)
    {
        var fields = Fields(message).ToArray();
        Assert.True(BitConverter.ToDouble(fields.Single(field => field.Number == 1).Bytes) > 1.7e9, "the time is in seconds since 1970");
        var step = fields.Single(field => field.Number == 2).Value;
        foreach (var version in fields.Where(field => field.Number == 3)) yield return $"{step} {Encoding.UTF8.GetString(version.Bytes)}";
        foreach (var summary in fields.Where(field => field.Number == 5))
            foreach (var scalar in Fields(summary.Bytes))
            {
                var parts = Fields(scalar.Bytes).ToDictionary(part => part.Number, part => part.Bytes);
                yield return FormattableString.Invariant($"{step} {Encoding.UTF8.GetString(parts[1])}={BitConverter.ToSingle(parts[2])}");
            }
    }

    private static IEnumerable<(int Number, long Value, byte[] Bytes)> Fields(byte[] message)
    {
        var place = 0;
        while (place < message.Length)
        {
            var key = Varint(message, ref place);
            var size = (key & 7) switch { 0 => 0, 1 => 8, 5 => 4, _ => (int)Varint(message, ref place) };
            var value = (key & 7) == 0 ? Varint(message, ref place) : 0;
            yield return ((int)(key >> 3), value, message[place..(place + size)]);
            place += size;
        }
    }

    private static long Varint(byte[] message, ref int place)
    {
        long value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[place++];
            value |= (long)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }
}
