namespace PastaGen.Text.Corpora;

/// <summary>One stretch of a document, as a model reads it in one row: its tokens without the special tokens around them.</summary>
/// <param name="Document">The document's place among the corpus's documents.</param>
/// <param name="Start">The place of its first token among the corpus's tokens.</param>
/// <param name="Length">How many tokens it has.</param>
public readonly record struct Passage(int Document, int Start, int Length);
