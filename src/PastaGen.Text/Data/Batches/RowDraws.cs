namespace PastaGen.Text.Data;

/// <summary>Rows drawn at random with replacement: the same for the same seed and sample, under every version of the runtime.</summary>
public sealed class RowDraws
{
    private readonly int rowCount;
    private SplitMix64 random;

    /// <summary>The draws of one sample.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="sample">The sample's number.</param>
    /// <param name="rowCount">Number of rows to draw from.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no row.</exception>
    public RowDraws(long seed, int sample, int rowCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowCount, 1);
        this.rowCount = rowCount;
        random = new SplitMix64(seed, sample);
    }

    /// <summary>The next row's place, any with equal chance.</summary>
    public int Next() => random.Below(rowCount);
}
