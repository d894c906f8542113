namespace PastaGen.Text;

/// <summary>Drops white space at the ends of a text.</summary>
/// <param name="left">Whether at its beginning.</param>
/// <param name="right">Whether at its end.</param>
internal sealed class StripNormalizer(bool left, bool right) : AligningNormalizer
{
    /// <inheritdoc/>
    internal override void Apply(AlignedText text)
    {
        var points = text.Points;
        var (start, end) = (0, points.Length);
        while (left && start < end && AlignedText.IsWhiteSpace(points[start])) start++;
        while (right && end > start && AlignedText.IsWhiteSpace(points[end - 1])) end--;
        if (end - start < points.Length) text.Keep(start..end);
    }

    /// <inheritdoc/>
    internal override void WriteTo(BinaryWriter digest)
    {
        digest.Write("Strip");
        digest.Write(left);
        digest.Write(right);
    }
}
