namespace PastaGen.Text;

/// <summary>How a row is cut to a length: from the longer text first, as the Python library's <c>longest_first</c> does.</summary>
internal static class Truncation
{
    /// <summary>
    /// How many tokens of each text are kept in <paramref name="room"/> tokens. Where both are cut, each keeps half, and the odd
    /// token stays with the text that was longer, or with the second where they are equally long.
    /// </summary>
    public static (int Text, int Pair) LongestFirst(int text, int pair, int room)
    {
        if (text + pair <= room) return (text, pair);
        var (shorter, longer) = text > pair ? (pair, text) : (text, pair);
        (shorter, longer) = 2 * shorter <= room ? (shorter, room - shorter) : (room / 2, room - room / 2);
        return text > pair ? (longer, shorter) : (shorter, longer);
    }
}
