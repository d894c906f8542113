namespace PastaGen.Text.Vocabularies;

/// <summary>How far the making of a vocabulary is.</summary>
/// <param name="CharactersRead">How many characters of text were read, in UTF-16 units.</param>
/// <param name="Words">How many different words they hold.</param>
/// <param name="Tokens">How many tokens the vocabulary has; 0 while the text is read.</param>
public readonly record struct WordPieceProgress(long CharactersRead, int Words, int Tokens);
