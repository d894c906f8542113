namespace PastaGen.Training;

/// <summary>Gathers the scores of one kind of task over a whole data set, a row at a time.</summary>
/// <typeparam name="TRow">What is kept of a row that was judged.</typeparam>
internal interface IMetrics<in TRow>
{
    /// <summary>Adds a row.</summary>
    void Add(TRow row);

    /// <summary>The scores by <see cref="Metric"/>'s names; the same names however many rows there are.</summary>
    IReadOnlyDictionary<string, double> Scores();
}
