using System.Buffers;
using System.Globalization;
using System.Text;

namespace PastaGen.Text;

/// <summary>Finds added tokens in a text: the leftmost, and of those the longest; case counts.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly (string Pattern, AddedToken Token)[] patterns;
    private readonly SearchValues<char> beginnings;
    private readonly bool onlySpecial;

    /// <summary>A matcher of tokens by what they look like in the text that is searched.</summary>
    public AddedTokenMatcher(IEnumerable<(string Pattern, AddedToken Token)> patterns)
    {
        this.patterns = [.. patterns.Where(entry => entry.Pattern.Length > 0).OrderByDescending(entry => entry.Pattern.Length)];
        beginnings = SearchValues.Create([.. this.patterns.Select(entry => entry.Pattern[0])]);
        onlySpecial = this.patterns.All(entry => entry.Token.Special);
    }

    /// <summary>Whether nothing can be found.</summary>
    /// <param name="asText">Whether the names of special tokens are text.</param>
    public bool FindsNothing(bool asText) => patterns.Length == 0 || asText && onlySpecial;

    /// <summary>The text in stretches, in order and without gaps: added tokens, and what lies between them (null).</summary>
    public List<(AddedToken? Token, int Start, int End)> Split(string text, bool asText)
    {
        var stretches = new List<(AddedToken? Token, int Start, int End)>();
        int covered = 0, searched = 0;
        while (searched < text.Length)
        {
            var found = text.AsSpan(searched).IndexOfAny(beginnings);
            if (found < 0) break;
            searched += found;
            if (LongestAt(text, searched) is not var (pattern, token))
            {
                searched++;
                continue;
            }
            var (start, end) = (searched, searched + pattern.Length);
            searched = end;
            if (asText && token.Special || token.SingleWord && !StandsAlone(text, start, end)) continue;
            if (token.StripLeft)
                while (start > covered && char.IsWhiteSpace(text[start - 1])) start--;
            if (token.StripRight)
                while (end < text.Length && char.IsWhiteSpace(text[end])) end++;
            if (start > covered) stretches.Add((null, covered, start));
            stretches.Add((token, Math.Max(start, covered), end));
            covered = end;
            searched = Math.Max(searched, end);
        }
        if (covered < text.Length) stretches.Add((null, covered, text.Length));
        return stretches;
    }

    private (string Pattern, AddedToken Token)? LongestAt(string text, int start)
    {
        foreach (var entry in patterns)
            if (text.AsSpan(start).StartsWith(entry.Pattern, StringComparison.Ordinal)) return entry;
        return null;
    }

    private static bool StandsAlone(string text, int start, int end)
    {
        Rune.DecodeLastFromUtf16(text.AsSpan(0, start), out var before, out _);
        Rune.DecodeFromUtf16(text.AsSpan(end), out var after, out _);
        return (start == 0 || !IsOfWord(before)) && (end == text.Length || !IsOfWord(after));
    }

    private static bool IsOfWord(Rune character) => Rune.IsLetter(character) || Rune.GetUnicodeCategory(character)
        is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
