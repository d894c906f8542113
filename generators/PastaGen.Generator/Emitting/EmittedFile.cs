namespace PastaGen.Generator.Emitting;

/// <summary>A file that the compiler adds to a compilation.</summary>
/// <param name="HintName">Its name; the full metadata name of what it belongs to keeps it apart from every other.</param>
/// <param name="Text">Its content.</param>
internal sealed record EmittedFile(string HintName, string Text);
