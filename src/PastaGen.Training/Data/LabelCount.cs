namespace PastaGen.Training;

/// <summary>How often a label occurs in the rows that a run learns from.</summary>
/// <param name="Label">The label's name.</param>
/// <param name="Count">Rows that have it; of tags, words.</param>
public sealed record LabelCount(string Label, long Count);
