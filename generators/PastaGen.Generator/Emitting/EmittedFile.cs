namespace PastaGen.Generator.Emitting;

/// <summary>A file that the compiler adds to a compilation.</summary>
/// <param name="HintName">Its name; the full metadata name of what it belongs to keeps it apart from every other.</param>
/// <param name="Text">Its content.</param>
internal sealed record EmittedFile(string HintName, string Text)
{
    /// <summary>The file under a name that marks each capital letter, for where another differs in case alone.</summary>
    public EmittedFile Marked() => this with { HintName = string.Concat(HintName.Select(letter => char.IsUpper(letter) ? $"{letter}-" : $"{letter}")) };
}
