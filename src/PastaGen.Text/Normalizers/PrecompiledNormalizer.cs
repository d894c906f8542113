using System.Globalization;
using System.Text;

namespace PastaGen.Text;

/// <summary>
/// SentencePiece's compiled normalization rules, applied as the Python library does: to each grapheme cluster of fewer than six bytes
/// at once, else character by character, and by the shortest rule that a cluster begins with.
/// </summary>
internal sealed class PrecompiledNormalizer : AligningNormalizer
{
    private const int LongestCluster = 5;

    private readonly PrecompiledMap map;
    private readonly int[]?[] ofAscii;

    /// <summary>A normalizer of these rules.</summary>
    public PrecompiledNormalizer(PrecompiledMap map)
    {
        this.map = map;
        ofAscii = [.. Enumerable.Range(0, 0x80).Select(point => map.Find([(byte)point]))];
    }

    /// <inheritdoc/>
    internal override void Apply(AlignedText text)
    {
        var points = text.Points;
        if (!MayChange(points)) return;
        var change = new TextChange(points.Length + 16);
        var changed = false;
        var units = text.ToString();
        Span<byte> bytes = stackalloc byte[LongestCluster + 3];
        for (int i = 0, unit = 0; i < points.Length;)
        {
            // Between two ASCII characters there is a cluster's border, but for a line end of two.
            if (points[i] < 0x80 && points[i] != '\r' && (i + 1 == points.Length || points[i + 1] < 0x80))
            {
                Take(ofAscii[points[i]], points.Slice(i, 1));
                i++;
                unit++;
                continue;
            }
            var length = StringInfo.GetNextTextElementLength(units.AsSpan(unit));
            var cluster = units.AsSpan(unit, length);
            unit += length;
            var count = 0;
            foreach (var _ in cluster.EnumerateRunes()) count++;
            if (cluster.Length <= LongestCluster && System.Text.Encoding.UTF8.GetByteCount(cluster) <= LongestCluster
                && map.Find(bytes[..System.Text.Encoding.UTF8.GetBytes(cluster, bytes)]) is { } whole)
            {
                Take(whole, points.Slice(i, count));
            }
            else
            {
                for (var k = 0; k < count; k++)
                    Take(map.Find(bytes[..new Rune(points[i + k]).EncodeToUtf8(bytes)]), points.Slice(i + k, 1));
            }
            i += count;
        }
        if (changed) text.Apply(change);

        void Take(int[]? replacement, ReadOnlySpan<int> replaced)
        {
            change.Replace(replaced.Length, replacement ?? replaced);
            changed |= replacement is not null;
        }
    }

    /// <inheritdoc/>
    internal override void WriteTo(BinaryWriter digest)
    {
        digest.Write("Precompiled");
        map.WriteTo(digest);
    }

    private bool MayChange(ReadOnlySpan<int> points)
    {
        foreach (var point in points)
            if (point >= 0x80 || point == '\r' || ofAscii[point] is not null) return true;
        return false;
    }
}
