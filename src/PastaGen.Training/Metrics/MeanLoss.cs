namespace PastaGen.Training;

/// <summary>The mean of losses over items: rows, or the words of rows that have a label each.</summary>
internal struct MeanLoss
{
    private double sum;
    private long items;

    /// <summary>Adds the losses of some items.</summary>
    /// <param name="losses">Their sum.</param>
    /// <param name="count">Their number.</param>
    public void Add(double losses, long count)
    {
        sum += losses;
        items += count;
    }

    /// <summary>The mean; NaN where there are no items.</summary>
    public readonly double Value => items == 0 ? double.NaN : sum / items;
}
