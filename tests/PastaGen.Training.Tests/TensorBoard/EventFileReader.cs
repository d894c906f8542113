using System.Buffers.Binary;
using System.Text;

namespace PastaGen.Training.Tests;

/// <summary>Reads event files, written from the format's description alone: bit by bit, and without the writer's code.</summary>
internal static class EventFileReader
{
    /// <summary>The version, and every scalar as <c>step tag=value</c>.</summary>
    public static List<string> Read(string path)
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
