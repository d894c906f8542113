namespace PastaGen.Text;

/// <summary>Leaves the white space that a byte-level token begins or ends with out of its offsets.</summary>
/// <param name="KeepsFirst">
/// Whether the token at a text's beginning keeps what it begins with: there it was put by the tokenizer, and stands for no character.
/// </param>
internal sealed record OffsetTrimming(bool KeepsFirst)
{
    /// <summary>Trims the offsets of one text's tokens.</summary>
    public void Apply(Span<(string Token, int Start, int End)> tokens)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            var (token, start, end) = tokens[i];
            var (leading, trailing) = (0, 0);
            while (leading < token.Length && IsSpace(token[leading])) leading++;
            while (trailing < token.Length && IsSpace(token[^(trailing + 1)])) trailing++;
            if (KeepsFirst && (i == 0 || start == 0)) leading = 0;
            start = Math.Min(start + leading, end);
            if (end >= trailing) end = Math.Max(end - trailing, start);
            tokens[i] = (token, start, end);
            // A space that the tokenizer put after an added token stands where the character after it does, not beyond it.
            if (i > 0 && tokens[i - 1].Start > start) tokens[i - 1].Start = start;
        }
    }

    private static bool IsSpace(char character) => character == ByteCharacters.Space || char.IsWhiteSpace(character);
}
