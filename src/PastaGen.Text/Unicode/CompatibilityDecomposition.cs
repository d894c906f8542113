using System.Globalization;

namespace PastaGen.Text;

/// <summary>Compatibility decomposition (Unicode Standard Annex 15, form KD), from a table as <see cref="CanonicalDecomposition"/> has one.</summary>
internal static class CompatibilityDecomposition
{
    /// <summary>How many code points the longest decomposition has.</summary>
    public const int Longest = 18;

    private static readonly Dictionary<int, int[]> Decompositions = Load();

    /// <summary>Puts the decomposition of a code point, which may be itself, into a buffer of <see cref="Longest"/>; returns its length.</summary>
    public static int Decompose(int codePoint, Span<int> result)
    {
        if (codePoint < 0xA0 || !Decompositions.TryGetValue(codePoint, out var parts)) return CanonicalDecomposition.Decompose(codePoint, result);
        parts.CopyTo(result);
        return parts.Length;
    }

    private static Dictionary<int, int[]> Load()
    {
        var decompositions = new Dictionary<int, int[]>(3700);
        using var stream = typeof(CompatibilityDecomposition).Assembly.GetManifestResourceStream("CompatibilityDecompositions.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            foreach (var entry in line.Split(' '))
            {
                var points = entry.Split('=', '+').Select(text => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToArray();
                decompositions.Add(points[0], points[1..]);
            }
        }
        return decompositions;
    }
}
