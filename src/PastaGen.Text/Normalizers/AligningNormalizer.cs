using Microsoft.ML.Tokenizers;

namespace PastaGen.Text;

/// <summary>A normalizer that can also tell where in the text each character of the normalized text comes from.</summary>
public abstract class AligningNormalizer : Normalizer
{
    private protected AligningNormalizer() { }

    /// <inheritdoc/>
    public override string Normalize(string original)
    {
        ArgumentNullException.ThrowIfNull(original);
        return Normalize(original.AsSpan());
    }

    /// <inheritdoc/>
    public override string Normalize(ReadOnlySpan<char> original) => Align(original, 0).ToString();

    /// <summary>The normalized text with the stretch of the original behind each of its characters.</summary>
    /// <param name="original">The text.</param>
    /// <param name="firstOffset">The offset of its first code point, where it is a part of a longer text.</param>
    internal AlignedText Align(ReadOnlySpan<char> original, int firstOffset)
    {
        var text = new AlignedText(original, firstOffset);
        Apply(text);
        return text;
    }

    /// <summary>Normalizes a text in place.</summary>
    internal abstract void Apply(AlignedText text);

    /// <summary>Writes all that decides what it does.</summary>
    internal abstract void WriteTo(BinaryWriter digest);
}
