namespace PastaGen.Text;

/// <summary>Canonical composition of two code points (Unicode Standard Annex 15, primary composites).</summary>
internal static class CanonicalComposition
{
    private const int FirstLeading = 0x1100, FirstVowel = 0x1161, BeforeTrailing = 0x11A7, FirstSyllable = 0xAC00;
    private const int Leadings = 19, Vowels = 21, Trailings = 28;

    // What decomposes and is not composed again: property Full_Composition_Exclusion.
    private static readonly CodePointSet Excluded = new(
        "958-95F 9DC-9DD 9DF A33 A36 A59-A5B A5E B5C-B5D F43 F4D F52 F57 F5C F69 F76 F78 F93 F9D FA2 FA7 FAC FB9 1F71 " +
        "1F73 1F75 1F77 1F79 1F7B 1F7D 1FBB 1FC9 1FCB 1FD3 1FDB 1FE3 1FEB 1FEE 1FF9 1FFB 212B 2ADC FB1D FB1F FB2A-FB36 " +
        "FB38-FB3C FB3E FB40-FB41 FB43-FB44 FB46-FB4E 1D15E-1D164 1D1BB-1D1C0");

    private static readonly Dictionary<(int First, int Second), int> Composites = Load();

    /// <summary>The code point that two make; null where they stay two.</summary>
    public static int? Compose(int first, int second)
    {
        // Unicode Standard, section 3.12.
        if (first - FirstLeading is >= 0 and < Leadings and var leading && second - FirstVowel is >= 0 and < Vowels and var vowel)
            return FirstSyllable + (leading * Vowels + vowel) * Trailings;
        if (first - FirstSyllable is >= 0 and < Leadings * Vowels * Trailings and var syllable && syllable % Trailings == 0
            && second - BeforeTrailing is > 0 and < Trailings and var trailing)
            return first + trailing;
        return Composites.TryGetValue((first, second), out var composite) ? composite : null;
    }

    // The table has whole decompositions; a pair is what the beginning composes to, and the last code point.
    private static Dictionary<(int First, int Second), int> Load()
    {
        var primary = CanonicalDecomposition.All.Where(entry => entry.Value.Length > 1 && !Excluded.Contains(entry.Key)).ToList();
        var byParts = primary.ToDictionary(entry => string.Join(' ', entry.Value), entry => entry.Key);
        return primary.ToDictionary(
            entry => (entry.Value.Length == 2 ? entry.Value[0] : byParts[string.Join(' ', entry.Value.SkipLast(1))], entry.Value[^1]),
            entry => entry.Key);
    }
}
