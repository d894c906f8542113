using System.Globalization;

namespace PastaGen.Text;

/// <summary>
/// Canonical decomposition (Unicode Standard Annex 15, form D) from a table of our own: the runtime's does nothing at all where the
/// program runs without ICU, and changes with ICU's version where it has it.
/// </summary>
internal static class CanonicalDecomposition
{
    private const int HangulFirst = 0xAC00, HangulLast = 0xD7A3;
    private static readonly (Dictionary<int, int[]> Decompositions, Dictionary<int, byte> Classes) Tables = Load();

    /// <summary>Puts the decomposition of a code point, which may be itself, into a buffer of four; returns its length.</summary>
    public static int Decompose(int codePoint, Span<int> result)
    {
        if (codePoint is >= HangulFirst and <= HangulLast)
        {
            // Unicode Standard, section 3.12: 19 leading consonants, 21 vowels, 27 trailing consonants or none.
            var syllable = codePoint - HangulFirst;
            result[0] = 0x1100 + syllable / (21 * 28);
            result[1] = 0x1161 + syllable % (21 * 28) / 28;
            if (syllable % 28 == 0) return 2;
            result[2] = 0x11A7 + syllable % 28;
            return 3;
        }
        if (codePoint >= 0xC0 && Tables.Decompositions.TryGetValue(codePoint, out var parts))
        {
            parts.CopyTo(result);
            return parts.Length;
        }
        result[0] = codePoint;
        return 1;
    }

    /// <summary>The canonical combining class: marks of other classes than 0 are put in the order of their classes.</summary>
    public static int CombiningClass(int codePoint) =>
        codePoint >= 0x300 && Tables.Classes.TryGetValue(codePoint, out var combiningClass) ? combiningClass : 0;

    /// <summary>All decompositions but those of Hangul syllables.</summary>
    public static IReadOnlyDictionary<int, int[]> All => Tables.Decompositions;

    private static (Dictionary<int, int[]>, Dictionary<int, byte>) Load()
    {
        var decompositions = new Dictionary<int, int[]>(2100);
        var classes = new Dictionary<int, byte>(900);
        using var stream = typeof(CanonicalDecomposition).Assembly.GetManifestResourceStream("CanonicalDecompositions.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            foreach (var entry in line.Split(' '))
            {
                var parts = entry.Split('=', ':', '-', '+');
                if (entry.Contains('=', StringComparison.Ordinal))
                    decompositions.Add(Hexadecimal(parts[0]), [.. parts.Skip(1).Select(Hexadecimal)]);
                else
                    for (var point = Hexadecimal(parts[1]); point <= Hexadecimal(parts[2]); point++)
                        classes.Add(point, byte.Parse(parts[0], CultureInfo.InvariantCulture));
            }
        }
        return (decompositions, classes);
    }

    private static int Hexadecimal(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
