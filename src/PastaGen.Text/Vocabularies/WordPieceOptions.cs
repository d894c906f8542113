namespace PastaGen.Text.Vocabularies;

/// <summary>How a WordPiece vocabulary is made.</summary>
public sealed record WordPieceOptions
{
    /// <summary>How many tokens it has, special tokens and single characters included. A small text may give fewer.</summary>
    public int Size { get; init; } = 8192;

    /// <summary>Whether texts are put in lower case and their accents taken off.</summary>
    public bool Lowercase { get; init; } = true;

    /// <summary>How often two pieces must stand side by side to be made one.</summary>
    public int MinFrequency { get; init; } = 2;

    /// <summary>How many different characters are kept, the most frequent ones; words with any other become the unknown token.</summary>
    public int CharacterLimit { get; init; } = 1000;
}
