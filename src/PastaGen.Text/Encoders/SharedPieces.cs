
namespace PastaGen.Text;

/// <summary>
/// The shortest pieces of a text that are whole tokens to two tokenizers: each ends where tokens of both end and none goes on. The special tokens
/// that both put around a text are a piece each, where both put as many at the same places.
/// </summary>
/// <param name="First">The piece of each token of the first encoding, from 0; -1 for those of none: special tokens that the other has not, and what lies behind the other's end.</param>
/// <param name="Second">The same of the second.</param>
/// <param name="Count">Number of pieces; each has tokens of both.</param>
public sealed record SharedPieces(int[] First, int[] Second, int Count)
{
    /// <summary>The pieces of two encodings of one text.</summary>
    /// <param name="first">One; not of a pair, nor of words.</param>
    /// <param name="second">The other, alike.</param>
    public static SharedPieces Of(Encoding first, Encoding second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var ends = EndsOf(first).Intersect(EndsOf(second)).Where(end => !Crosses(first, end) && !Crosses(second, end)).Order().ToArray();
        var inserted = Inserted(first) == Inserted(second) ? Inserted(first).All : 0;
        int[] PiecesOf(Encoding encoding) => [.. encoding.SpecialOrdinals.Zip(encoding.Offsets, (ordinal, offsets) =>
            ordinal > inserted ? -1
            : ordinal > 0 ? ends.Length + ordinal - 1
            : PieceEndingFrom(ends, offsets.End))];
        return new SharedPieces(PiecesOf(first), PiecesOf(second), ends.Length + inserted);
    }

    /// <summary>No pieces of two encodings.</summary>
    /// <param name="first">Tokens of the first.</param>
    /// <param name="second">Tokens of the second.</param>
    public static SharedPieces None(int first, int second) => new([.. Enumerable.Repeat(-1, first)], [.. Enumerable.Repeat(-1, second)], 0);

    private static IEnumerable<(int Start, int End)> OfText(Encoding encoding) => encoding.Offsets.Where((_, token) => encoding.SpecialOrdinals[token] == 0);

    private static IEnumerable<int> EndsOf(Encoding encoding) => OfText(encoding).Select(offsets => offsets.End);

    private static bool Crosses(Encoding encoding, int end) => OfText(encoding).Any(offsets => offsets.Start < end && end < offsets.End);

    // How many special tokens there are, and how many of them before the text.
    private static (int All, int Before) Inserted(Encoding encoding) =>
        (encoding.SpecialOrdinals.Append(0).Max(), encoding.SpecialOrdinals.TakeWhile(ordinal => ordinal > 0).Count());

    private static int PieceEndingFrom(int[] ends, int end)
    {
        var found = Array.BinarySearch(ends, end);
        if (found < 0) found = ~found;
        return found < ends.Length ? found : -1;
    }
}
