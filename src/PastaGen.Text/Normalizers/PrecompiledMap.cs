using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace PastaGen.Text;

/// <summary>
/// SentencePiece's compiled normalization rules: the length of a table, the table (a double-array trie over bytes, as the library
/// Darts-clone lays it out), and the texts, each ended by a zero, at whose places its leaves point.
/// </summary>
internal sealed class PrecompiledMap
{
    private readonly byte[] bytes;
    private readonly uint[] units;
    private readonly int texts;
    private readonly ConcurrentDictionary<int, int[]> replacements = new();

    private PrecompiledMap(byte[] bytes, uint[] units, int texts) => (this.bytes, this.units, this.texts) = (bytes, units, texts);

    /// <summary>The rules in a file's bytes; null where they are not what they should be.</summary>
    public static PrecompiledMap? TryRead(byte[] bytes)
    {
        if (bytes.Length < 4) return null;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length == 0 || length % 4 != 0 || length > bytes.Length - 4) return null;
        var units = new uint[length / 4];
        for (var i = 0; i < units.Length; i++) units[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4 + 4 * i));
        return new PrecompiledMap(bytes, units, 4 + (int)length);
    }

    /// <summary>What the shortest rule puts in place of a text that begins as the rule does; null where there is no rule.</summary>
    /// <param name="text">The text in UTF-8.</param>
    public int[]? Find(ReadOnlySpan<byte> text)
    {
        var node = Child(units[0]);
        foreach (var value in text)
        {
            if (value == 0) return null;
            node ^= value;
            if (node >= units.Length || (units[node] & 0x8000_00FF) != value) return null;
            var unit = units[node];
            node ^= Child(unit);
            if ((unit >> 8 & 1) == 0) continue;
            return node < units.Length ? replacements.GetOrAdd((int)(units[node] & int.MaxValue), Read) : null;
        }
        return null;
    }

    /// <summary>Writes the rules.</summary>
    public void WriteTo(BinaryWriter digest)
    {
        digest.Write(bytes.Length);
        digest.Write(bytes);
    }

    private static uint Child(uint unit) => unit >> 10 << (int)((unit & 0x200) >> 6);

    private int[] Read(int place)
    {
        if (place >= bytes.Length - texts) return [];
        var text = bytes.AsSpan(texts + place);
        if (text.IndexOf((byte)0) is var end and >= 0) text = text[..end];
        return [.. System.Text.Encoding.UTF8.GetString(text).EnumerateRunes().Select(rune => rune.Value)];
    }
}
