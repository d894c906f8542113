namespace PastaGen.Training;

/// <summary>The special tokens of a batch as a model reads them: a list of places, found on the CPU once per batch.</summary>
/// <param name="Positions">Indices into the flattened <c>[batch * sequence]</c>.</param>
/// <param name="Ordinals">Which of its row's special tokens each one is, counted from 0.</param>
/// <param name="PerRow">The largest number of special tokens in a row.</param>
internal sealed record SpecialTokens(long[] Positions, long[] Ordinals, int PerRow)
{
    /// <summary>No special tokens.</summary>
    public static SpecialTokens None { get; } = new([], [], 0);

    /// <summary>From ordinals per token, row by row: 0 none, p the p-th special token of its row.</summary>
    public static SpecialTokens From(ReadOnlySpan<long> ordinals)
    {
        List<long> positions = [], found = [];
        var perRow = 0L;
        for (var place = 0; place < ordinals.Length; place++)
        {
            if (ordinals[place] == 0) continue;
            positions.Add(place);
            found.Add(ordinals[place] - 1);
            perRow = Math.Max(perRow, ordinals[place]);
        }
        return new SpecialTokens([.. positions], [.. found], (int)perRow);
    }
}
