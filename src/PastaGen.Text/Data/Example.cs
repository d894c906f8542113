namespace PastaGen.Text.Data;

/// <summary>One row of a data set.</summary>
/// <param name="Text">The text, or the first of the two.</param>
/// <param name="Pair">The second text; null where the row has one.</param>
/// <param name="Label">The label as the file spells it; null where the row has none.</param>
/// <param name="LineNumber">The line of the file that the row stands on, from 1.</param>
public sealed record Example(string Text, string? Pair, string? Label, int LineNumber);
