namespace PastaGen.Text;

/// <summary>Puts a text in lower case.</summary>
internal sealed class LowercaseNormalizer : AligningNormalizer
{
    /// <inheritdoc/>
    internal override void Apply(AlignedText text) => text.ToLower();

    /// <inheritdoc/>
    internal override void WriteTo(BinaryWriter digest) => digest.Write("Lowercase");
}
