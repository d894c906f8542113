using System.Globalization;

namespace PastaGen.Text;

/// <summary>A set of Unicode code points, asked in constant time.</summary>
internal sealed class CodePointSet
{
    private readonly ulong[] bits = new ulong[0x110000 / 64];

    /// <summary>The set of these hexadecimal code points and ranges, as in <c>41-5A 5F</c>.</summary>
    public CodePointSet(string ranges)
    {
        foreach (var range in ranges.Split(' '))
        {
            var dash = range.IndexOf('-', StringComparison.Ordinal);
            var first = int.Parse(dash < 0 ? range : range[..dash], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            var last = dash < 0 ? first : int.Parse(range[(dash + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            for (var point = first; point <= last; point++) bits[point >> 6] |= 1UL << point;
        }
    }

    /// <summary>Whether the code point is in the set.</summary>
    public bool Contains(int codePoint) => (bits[codePoint >> 6] >> codePoint & 1) != 0;
}
