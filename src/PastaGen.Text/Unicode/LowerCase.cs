using System.Text;

namespace PastaGen.Text;

/// <summary>
/// Lower case of one character at a time, the same with and without ICU: no context (a final sigma is a sigma), no locale.
/// </summary>
internal static class LowerCase
{
    /// <summary>The only character whose lower case is two characters: i and a dot above.</summary>
    public const int CapitalIWithDot = 0x130;

    /// <summary>The lower case of a code point other than <see cref="CapitalIWithDot"/>.</summary>
    public static int Of(int codePoint) => codePoint switch
    {
        < 0x80 => codePoint is >= 'A' and <= 'Z' ? codePoint + 32 : codePoint,
        // Unicode 16 added these; an ICU of before then does not know them.
        0x1C89 => 0x1C8A,
        0xA7CB => 0x264,
        0xA7CC => 0xA7CD,
        0xA7DA => 0xA7DB,
        0xA7DC => 0x19B,
        >= 0x10D50 and <= 0x10D65 => codePoint + 32,
        _ => Rune.ToLowerInvariant(new Rune(codePoint)).Value,
    };
}
