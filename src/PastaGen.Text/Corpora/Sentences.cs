using System.Buffers;

namespace PastaGen.Text.Corpora;

/// <summary>
/// Parts a paragraph into sentences, by signs alone: a sentence ends at a mark that ends sentences, where white space and no lower-case
/// letter follow, and not behind what is mostly an abbreviation, a short word without a vowel or a single capital. A mistake costs
/// nothing but a stretch of text that begins within a sentence.
/// </summary>
internal static class Sentences
{
    private const int LongestAbbreviation = 4;

    private static readonly SearchValues<char> Closing = SearchValues.Create("\"')]}_*\u2019\u201D\u00BB\u203A\u300D\u300F\uFF09");
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouyAEIOUY");

    /// <summary>The stretches, in order, without the white space between them.</summary>
    public static IEnumerable<(int Start, int Length)> Split(string paragraph)
    {
        var start = 0;
        for (var place = 0; place < paragraph.Length;)
        {
            if (IsWideMark(paragraph[place]))
            {
                // Scripts that write no spaces: closing marks belong to the sentence.
                do place++;
                while (place < paragraph.Length && (IsWideMark(paragraph[place]) || Closing.Contains(paragraph[place])));
                yield return (start, place - start);
                start = place = SkipSpaces(paragraph, place);
            }
            else if (char.IsWhiteSpace(paragraph[place]))
            {
                var next = SkipSpaces(paragraph, place);
                if (next == paragraph.Length) break;
                if (place == start) start = next;
                else if (!char.IsLower(paragraph[next]) && EndsSentence(paragraph.AsSpan(start, place - start)))
                {
                    yield return (start, place - start);
                    start = next;
                }
                place = next;
            }
            else place++;
        }
        var rest = paragraph.AsSpan(start).TrimEnd().Length;
        if (rest > 0) yield return (start, rest);
    }

    private static bool IsWideMark(char unit) => unit is '\u3002' or '\uFF01' or '\uFF1F';

    private static int SkipSpaces(string text, int place)
    {
        while (place < text.Length && char.IsWhiteSpace(text[place])) place++;
        return place;
    }

    private static bool EndsSentence(ReadOnlySpan<char> text)
    {
        var end = text.Length;
        while (end > 0 && Closing.Contains(text[end - 1])) end--;
        if (end == 0 || text[end - 1] is not ('.' or '!' or '?' or '\u2026')) return false;
        return text[end - 1] != '.' || !IsAbbreviation(text[..(end - 1)]);
    }

    private static bool IsAbbreviation(ReadOnlySpan<char> text)
    {
        var start = text.Length;
        while (start > 0 && char.IsLetter(text[start - 1])) start--;
        var word = text[start..];
        if (word.IsEmpty || !char.IsUpper(word[0])) return false;
        return word.Length == 1 ? word[0] != 'I' : word.Length <= LongestAbbreviation && !word.ContainsAny(Vowels);
    }
}
