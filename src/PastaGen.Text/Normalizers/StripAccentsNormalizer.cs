namespace PastaGen.Text;

/// <summary>Drops all combining marks; where it stands after a decomposition, accents.</summary>
internal sealed class StripAccentsNormalizer : AligningNormalizer
{
    /// <inheritdoc/>
    internal override void Apply(AlignedText text) => text.Remove(CharacterSets.Marks);

    /// <inheritdoc/>
    internal override void WriteTo(BinaryWriter digest) => digest.Write("StripAccents");
}
