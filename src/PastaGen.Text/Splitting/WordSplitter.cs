namespace PastaGen.Text;

/// <summary>Splits a normalized text into the words that a <see cref="WordTokenizer"/> spells.</summary>
internal abstract class WordSplitter
{
    /// <summary>The words of a text, in order.</summary>
    public abstract void Split(ReadOnlySpan<char> text, List<Word> words);

    /// <summary>Writes all that decides what it does.</summary>
    public abstract void WriteTo(BinaryWriter digest);
}

/// <summary>A stretch of a text, in UTF-16 units.</summary>
/// <param name="Start">Its first unit.</param>
/// <param name="Length">How many units it has.</param>
/// <param name="Prefixed">Whether it is spelled with a space before it that the text does not have.</param>
internal readonly record struct Word(int Start, int Length, bool Prefixed);
