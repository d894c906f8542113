namespace PastaGen.Training;

/// <summary>The targets of a data set as numbers.</summary>
internal abstract class EncodedTargets
{
    /// <summary>How often each label occurs, over rows or over words; empty where targets are numbers.</summary>
    /// <param name="labelCount">Number of labels.</param>
    public abstract IReadOnlyList<long> LabelCounts(int labelCount);

    /// <summary>The labels of a batch.</summary>
    /// <param name="rows">The rows' places, in the order in which the batch holds them.</param>
    /// <param name="columns">The number of places in each row of the padded batch.</param>
    public abstract BatchLabels Of(int[] rows, int columns);
}
