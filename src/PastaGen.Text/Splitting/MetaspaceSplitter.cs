using System.Text;

namespace PastaGen.Text;

/// <summary>
/// SentencePiece's words: each begins with a space, which its spelling shows as <c>▁</c>; a text without one at its beginning is given
/// one. Before that, the text may be split at white space, which is dropped, and around punctuation.
/// </summary>
/// <param name="prefix">Whether a space is put before a stretch that has none.</param>
/// <param name="atSpaces">Whether a word ends before each space; else a stretch is one word.</param>
/// <param name="atWhiteSpace">Whether white space parts stretches, and is dropped.</param>
/// <param name="atPunctuation">Whether each punctuation mark is a stretch.</param>
internal sealed class MetaspaceSplitter(bool prefix, bool atSpaces = true, bool atWhiteSpace = false, bool atPunctuation = false) : WordSplitter
{
    /// <summary>What stands for a space in a spelling.</summary>
    public const char Space = '\u2581';

    /// <inheritdoc/>
    public override void Split(ReadOnlySpan<char> text, List<Word> words)
    {
        if (!atWhiteSpace && !atPunctuation)
        {
            AddStretch(text, 0, text.Length, words);
            return;
        }
        var start = 0;
        for (var i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text[i..], out var character, out var length);
            var space = atWhiteSpace && AlignedText.IsWhiteSpace(character.Value);
            if (space || atPunctuation && CharacterSets.Punctuation.Contains(character.Value))
            {
                AddStretch(text, start, i, words);
                if (!space) AddStretch(text, i, i + length, words);
                start = i + length;
            }
            i += length;
        }
        AddStretch(text, start, text.Length, words);
    }

    /// <inheritdoc/>
    public override void WriteTo(BinaryWriter digest)
    {
        digest.Write("Metaspace");
        digest.Write(prefix);
        digest.Write(atSpaces);
        digest.Write(atWhiteSpace);
        digest.Write(atPunctuation);
    }

    private void AddStretch(ReadOnlySpan<char> text, int start, int end, List<Word> words)
    {
        if (start == end) return;
        var prefixed = prefix && text[start] is not (' ' or Space);
        while (start < end)
        {
            var next = atSpaces ? text[(start + 1)..end].IndexOfAny(' ', Space) : -1;
            var length = next < 0 ? end - start : next + 1;
            words.Add(new Word(start, length, prefixed));
            start += length;
            prefixed = false;
        }
    }
}
