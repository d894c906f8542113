using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>
/// The shortest pieces of a text that are whole tokens to two tokenizers: each ends where a token of either ends. The special tokens that
/// both put around a text are a piece each, where both put as many.
/// </summary>
/// <param name="First">The piece of each token of the first encoding, from 0; -1 where the other was cut before its end.</param>
/// <param name="Second">The same of the second.</param>
/// <param name="Count">Number of pieces; each has tokens of both.</param>
internal sealed record SharedPieces(int[] First, int[] Second, int Count)
{
    /// <summary>The pieces of two encodings of one text.</summary>
    public static SharedPieces Of(Encoding first, Encoding second)
    {
        var ends = EndsOf(first).Intersect(EndsOf(second)).Order().ToArray();
        var inserted = InsertedBy(first) == InsertedBy(second) ? InsertedBy(first) : 0;
        int[] PiecesOf(Encoding encoding) => [.. encoding.SpecialOrdinals.Zip(encoding.Offsets, (ordinal, offsets) =>
            ordinal > inserted ? -1
            : ordinal > 0 ? ends.Length + ordinal - 1
            : PieceEndingFrom(ends, offsets.End))];
        return new SharedPieces(PiecesOf(first), PiecesOf(second), ends.Length + inserted);
    }

    private static IEnumerable<int> EndsOf(Encoding encoding) =>
        encoding.Offsets.Where((_, token) => encoding.SpecialOrdinals[token] == 0).Select(offsets => offsets.End);

    private static int InsertedBy(Encoding encoding) => encoding.SpecialOrdinals.Max();

    private static int PieceEndingFrom(int[] ends, int end)
    {
        var found = Array.BinarySearch(ends, end);
        if (found < 0) found = ~found;
        return found < ends.Length ? found : -1;
    }
}
