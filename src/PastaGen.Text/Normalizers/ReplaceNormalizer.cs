using System.Text;

namespace PastaGen.Text;

/// <summary>
/// Replaces a stretch of text wherever it stands, or runs of two or more spaces. What is put there has the place of the last
/// character that it replaces.
/// </summary>
internal sealed class ReplaceNormalizer : AligningNormalizer
{
    private readonly int[] pattern;
    private readonly int[] content;

    private ReplaceNormalizer(string pattern, string content)
    {
        this.pattern = Points(pattern);
        this.content = Points(content);
    }

    /// <summary>Replaces a text. It must not be empty.</summary>
    public static ReplaceNormalizer OfText(string pattern, string content) => new(pattern, content);

    /// <summary>Replaces runs of two or more spaces.</summary>
    public static ReplaceNormalizer OfRunsOfSpaces(string content) => new("", content);

    /// <inheritdoc/>
    internal override void Apply(AlignedText text)
    {
        var points = text.Points;
        if (Next(points, 0) is not var (start, length)) return;
        var change = new TextChange(points.Length);
        var done = 0;
        for (; length > 0; (start, length) = Next(points, done) ?? (points.Length, 0))
        {
            for (; done < start; done++) change.Replace(points[done]);
            change.Skip(length - Math.Min(1, content.Length));
            for (var i = 0; i < content.Length; i++)
            {
                if (i == 0) change.Replace(content[i]);
                else change.Insert(content[i]);
            }
            done = start + length;
        }
        for (; done < points.Length; done++) change.Replace(points[done]);
        text.Apply(change);
    }

    /// <inheritdoc/>
    internal override void WriteTo(BinaryWriter digest)
    {
        digest.Write("Replace");
        digest.Write(Text(pattern));
        digest.Write(Text(content));
    }

    private (int Start, int Length)? Next(ReadOnlySpan<int> points, int from)
    {
        if (pattern.Length > 0) return points[from..].IndexOf(pattern) is var found and >= 0 ? (from + found, pattern.Length) : null;
        var start = points[from..].IndexOf([' ', ' ']);
        if (start < 0) return null;
        start += from;
        var length = 2;
        while (start + length < points.Length && points[start + length] == ' ') length++;
        return (start, length);
    }

    private static int[] Points(string text) => [.. text.EnumerateRunes().Select(rune => rune.Value)];

    private static string Text(int[] points) => string.Concat(points.Select(point => new Rune(point).ToString()));
}
