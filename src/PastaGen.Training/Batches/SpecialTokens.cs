namespace PastaGen.Training;

/// <summary>The special tokens of a batch as a model reads them: a list of places, found on the CPU once per batch.</summary>
/// <param name="Positions">Which of the batch's tokens they are.</param>
/// <param name="Ordinals">Which of its row's special tokens each one is, counted from 0.</param>
/// <param name="PerRow">The largest number of special tokens in a row.</param>
internal sealed record SpecialTokens(long[] Positions, long[] Ordinals, int PerRow)
{
    /// <summary>No special tokens.</summary>
    public static SpecialTokens None { get; } = new([], [], 0);

    /// <summary>From ordinals per place of the padded batch, row by row: 0 none, p the p-th special token of its row.</summary>
    /// <param name="ordinals">The ordinals.</param>
    /// <param name="places">The places of the batch's tokens; a special token elsewhere is in no sum and is left out.</param>
    public static SpecialTokens From(ReadOnlySpan<long> ordinals, IReadOnlyList<int> places)
    {
        List<long> positions = [], found = [];
        var perRow = 0L;
        for (var token = 0; token < places.Count; token++)
        {
            var ordinal = ordinals[places[token]];
            if (ordinal == 0) continue;
            positions.Add(token);
            found.Add(ordinal - 1);
            perRow = Math.Max(perRow, ordinal);
        }
        return new SpecialTokens([.. positions], [.. found], (int)perRow);
    }
}
