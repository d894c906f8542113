using System.Globalization;
using System.Text;

namespace PastaGen.Text;

/// <summary>
/// GPT-2's words, as RoBERTa and ModernBERT have them: <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>.
/// </summary>
/// <param name="prefix">Whether a space is put before a text that begins with none.</param>
/// <param name="atWords">Whether the text is split; else it is one word.</param>
internal sealed class ByteLevelSplitter(bool prefix, bool atWords = true) : WordSplitter
{
    private static readonly string[] Contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    private enum Kind { Space, Letter, Number, Other }

    /// <inheritdoc/>
    public override void Split(ReadOnlySpan<char> text, List<Word> words)
    {
        if (text.Length == 0) return;
        var prefixed = prefix && text[0] != ' ';
        if (!atWords)
        {
            words.Add(new Word(0, text.Length, prefixed));
            return;
        }
        var start = 0;
        if (prefixed)
        {
            // The space that was put there joins the word after it; of white space after it, all but the last where a word follows.
            start = RunEnd(text, 0);
            if (start < text.Length && KindAt(text, 0, out _) == Kind.Space) start--;
            words.Add(new Word(0, start, true));
        }
        while (start < text.Length)
        {
            var end = WordEnd(text, start);
            words.Add(new Word(start, end - start, false));
            start = end;
        }
    }

    /// <inheritdoc/>
    public override void WriteTo(BinaryWriter digest)
    {
        digest.Write("ByteLevel");
        digest.Write(prefix);
        digest.Write(atWords);
    }

    private static int WordEnd(ReadOnlySpan<char> text, int start)
    {
        if (text[start] == '\'')
            foreach (var contraction in Contractions)
                if (text[start..].StartsWith(contraction, StringComparison.Ordinal)) return start + contraction.Length;
        if (text[start] == ' ' && start + 1 < text.Length && KindAt(text, start + 1, out _) != Kind.Space) return RunEnd(text, start + 1);
        return KindAt(text, start, out _) == Kind.Space ? SpacesEnd(text, start) : RunEnd(text, start);
    }

    private static int RunEnd(ReadOnlySpan<char> text, int start)
    {
        var kind = KindAt(text, start, out var length);
        var end = start + length;
        while (end < text.Length && KindAt(text, end, out length) == kind) end += length;
        return end;
    }

    // The last of several leaves the word that follows its space; all white space is of the basic plane.
    private static int SpacesEnd(ReadOnlySpan<char> text, int start)
    {
        var end = RunEnd(text, start);
        return end == text.Length || end - start == 1 ? end : end - 1;
    }

    private static Kind KindAt(ReadOnlySpan<char> text, int place, out int length)
    {
        length = 1;
        var unit = text[place];
        if (unit < 0x80)
            return char.IsAsciiLetter(unit) ? Kind.Letter : char.IsAsciiDigit(unit) ? Kind.Number : char.IsWhiteSpace(unit) ? Kind.Space : Kind.Other;
        if (char.IsWhiteSpace(unit)) return Kind.Space;
        Rune.DecodeFromUtf16(text[place..], out var character, out length);
        return Rune.GetUnicodeCategory(character) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => Kind.Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Number,
            _ => Kind.Other,
        };
    }
}
