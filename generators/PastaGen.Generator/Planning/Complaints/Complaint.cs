using System.Globalization;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Complaints;

/// <summary>One mistake in a declaration.</summary>
/// <param name="Id">One of <see cref="ComplaintIds"/>.</param>
/// <param name="Anchor">Where it belongs.</param>
/// <param name="Arguments">What fills the places of its sentence.</param>
/// <param name="Suggestion">The name or word that mends it, where there is one.</param>
internal sealed record Complaint(string Id, Anchor Anchor, EquatableArray<string> Arguments, string? Suggestion = null)
{
    /// <summary>Whether no plan can stand beside it; else it warns or informs.</summary>
    public bool IsMistake => Id is not (ComplaintIds.OverrideWithoutEffect or ComplaintIds.ModelSummary);

    /// <summary>The mistake in one sentence: what was expected, what was found, and the mend.</summary>
    public string Sentence => string.Format(CultureInfo.InvariantCulture, ComplaintSentences.Of(Id), [.. Arguments]);
}
