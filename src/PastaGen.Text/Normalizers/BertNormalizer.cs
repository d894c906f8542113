using System.Buffers;
using Microsoft.ML.Tokenizers;

namespace PastaGen.Text;

/// <summary>
/// BERT's normalizer as the Python library has it: cleaning, spaces around ideographs, accents off, lower case, in this order.
/// Plugged into <see cref="WordPieceOptions.Normalizer"/>, since the stock one of Microsoft.ML.Tokenizers joins lines, keeps accents
/// and drops signs.
/// </summary>
/// <param name="cleanText">Whether control characters are dropped and white space becomes spaces.</param>
/// <param name="handleChineseChars">Whether ideographs stand as words of their own.</param>
/// <param name="stripAccents">Whether the text is decomposed and its nonspacing marks dropped.</param>
/// <param name="lowercase">Whether the text is put in lower case.</param>
public sealed class BertNormalizer(bool cleanText, bool handleChineseChars, bool stripAccents, bool lowercase) : AligningNormalizer
{
    /// <summary>Whether control characters are dropped and white space becomes spaces.</summary>
    public bool CleanText { get; } = cleanText;

    /// <summary>Whether ideographs stand as words of their own.</summary>
    public bool HandleChineseChars { get; } = handleChineseChars;

    /// <summary>Whether the text is decomposed and its nonspacing marks dropped.</summary>
    public bool StripAccents { get; } = stripAccents;

    /// <summary>Whether the text is put in lower case.</summary>
    public bool Lowercase { get; } = lowercase;

    /// <inheritdoc/>
    public override string Normalize(ReadOnlySpan<char> original) =>
        System.Text.Ascii.IsValid(original) ? NormalizeAscii(original) : base.Normalize(original);

    /// <inheritdoc/>
    internal override void Apply(AlignedText text)
    {
        if (CleanText)
        {
            text.Remove(CharacterSets.Removed);
            text.UnifySpaces();
        }
        if (HandleChineseChars) text.SurroundWithSpaces(CharacterSets.Ideographs);
        if (StripAccents)
        {
            text.Decompose();
            text.Remove(CharacterSets.NonspacingMarks);
        }
        if (Lowercase) text.ToLower();
    }

    /// <inheritdoc/>
    internal override void WriteTo(BinaryWriter digest)
    {
        digest.Write(CleanText);
        digest.Write(HandleChineseChars);
        digest.Write(StripAccents);
        digest.Write(Lowercase);
    }

    // Most lines are ASCII, where only cleaning and case are left to do.
    private string NormalizeAscii(ReadOnlySpan<char> original)
    {
        var buffer = ArrayPool<char>.Shared.Rent(original.Length);
        var length = 0;
        foreach (var unit in original)
        {
            var kept = unit;
            if (CleanText && unit is < ' ' or '\x7F')
            {
                if (unit is not ('\t' or '\n' or '\r')) continue;
                kept = ' ';
            }
            else if (Lowercase && char.IsAsciiLetterUpper(unit)) kept = (char)(unit | 0x20);
            buffer[length++] = kept;
        }
        var result = new string(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
        return result;
    }
}
