namespace PastaGen.Training;

/// <summary>A text in memory that is learned from or judged by.</summary>
/// <typeparam name="TLabel">The enum of the labels.</typeparam>
/// <param name="Text">The text, or the first of the two.</param>
/// <param name="Label">Its label.</param>
/// <param name="Pair">The second text; null where there is one.</param>
public sealed record LabeledText<TLabel>(string Text, TLabel Label, string? Pair = null)
    where TLabel : struct, Enum;
