namespace PastaGen.Text;

/// <summary>Normalizers one after another; of none, a text stays as it is.</summary>
/// <param name="steps">The normalizers, in order.</param>
internal sealed class NormalizerSequence(params IReadOnlyList<AligningNormalizer> steps) : AligningNormalizer
{
    /// <inheritdoc/>
    public override string Normalize(ReadOnlySpan<char> original) =>
        steps.Count == 0 && original.IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? original.ToString() : base.Normalize(original);

    /// <inheritdoc/>
    internal override void Apply(AlignedText text)
    {
        foreach (var step in steps) step.Apply(text);
    }

    /// <inheritdoc/>
    internal override void WriteTo(BinaryWriter digest)
    {
        digest.Write("Sequence");
        digest.Write(steps.Count);
        foreach (var step in steps) step.WriteTo(digest);
    }
}
