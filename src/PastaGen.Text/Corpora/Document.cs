namespace PastaGen.Text.Corpora;

/// <summary>One whole text.</summary>
/// <param name="Source">Where it comes from, for messages: a file's path.</param>
/// <param name="Paragraphs">Its paragraphs, each on one line, without white space around it and never empty.</param>
public sealed record Document(string Source, IReadOnlyList<string> Paragraphs);
