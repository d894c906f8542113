namespace PastaGen.Training;

/// <summary>Counts of (true label, predicted label), the whole of what classification scores are made from. Rows come in one at a time.</summary>
/// <param name="labelCount">Number of labels.</param>
public sealed class ConfusionMatrix(int labelCount)
{
    private readonly long[,] counts = new long[labelCount, labelCount];
    private readonly long[] trueCounts = new long[labelCount];
    private readonly long[] predictedCounts = new long[labelCount];

    /// <summary>Number of labels.</summary>
    public int LabelCount { get; } = labelCount;

    /// <summary>Number of rows so far.</summary>
    public long Total { get; private set; }

    /// <summary>Rows that were predicted right.</summary>
    public long Correct { get; private set; }

    /// <summary>Rows of one true and one predicted label.</summary>
    /// <param name="label">The true label.</param>
    /// <param name="predicted">The predicted label.</param>
    public long this[int label, int predicted] => counts[label, predicted];

    /// <summary>Adds a row.</summary>
    /// <param name="label">Its true label.</param>
    /// <param name="predicted">What was predicted.</param>
    public void Add(int label, int predicted)
    {
        counts[label, predicted]++;
        trueCounts[label]++;
        predictedCounts[predicted]++;
        Total++;
        if (label == predicted) Correct++;
    }

    /// <summary>Rows whose true label this is.</summary>
    /// <param name="label">The label.</param>
    public long TrueCount(int label) => trueCounts[label];

    /// <summary>Rows for which this label was predicted.</summary>
    /// <param name="label">The label.</param>
    public long PredictedCount(int label) => predictedCounts[label];
}
