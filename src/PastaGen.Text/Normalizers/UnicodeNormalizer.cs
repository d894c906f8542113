namespace PastaGen.Text;

/// <summary>One of Unicode's four normalization forms (Unicode Standard Annex 15).</summary>
/// <param name="compatibility">Whether compatibility characters are replaced: forms KC and KD.</param>
/// <param name="composed">Whether the text is composed again: forms C and KC.</param>
internal sealed class UnicodeNormalizer(bool compatibility, bool composed) : AligningNormalizer
{
    // Below the first combining mark only a compatibility character changes.
    private readonly int firstChanged = compatibility ? 0xA0 : composed ? 0x300 : 0xC0;

    /// <inheritdoc/>
    public override string Normalize(ReadOnlySpan<char> original) =>
        original.IndexOfAnyInRange((char)firstChanged, char.MaxValue) < 0 ? original.ToString() : base.Normalize(original);

    /// <inheritdoc/>
    internal override void Apply(AlignedText text)
    {
        if (!text.Points.ContainsAnyInRange(firstChanged, int.MaxValue)) return;
        text.Decompose(compatibility);
        if (composed) text.Compose();
    }

    /// <inheritdoc/>
    internal override void WriteTo(BinaryWriter digest) => digest.Write("NF" + (compatibility ? "K" : "") + (composed ? "C" : "D"));
}
