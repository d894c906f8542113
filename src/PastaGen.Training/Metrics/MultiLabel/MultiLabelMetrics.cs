namespace PastaGen.Training;

/// <summary>A row that has any number of labels.</summary>
/// <param name="Labels">Whether the row has each label.</param>
/// <param name="Predicted">Whether each was predicted.</param>
/// <param name="Loss">The row's loss.</param>
public readonly record struct JudgedClasses(bool[] Labels, bool[] Predicted, double Loss);

/// <summary>Gathers the scores of a task with any number of labels a row, over a whole data set, as scikit-learn computes them.</summary>
/// <param name="labelCount">Number of labels.</param>
public sealed class MultiLabelMetrics(int labelCount) : IMetrics<JudgedClasses>
{
    private readonly MatchCounts[] counts = new MatchCounts[labelCount];
    private MeanLoss loss;
    private long rows;
    private long exact;

    /// <inheritdoc/>
    public void Add(JudgedClasses row)
    {
        for (var label = 0; label < counts.Length; label++)
            counts[label] += new MatchCounts(row.Labels[label] ? 1 : 0, row.Predicted[label] ? 1 : 0, row.Labels[label] && row.Predicted[label] ? 1 : 0);
        if (row.Labels.AsSpan().SequenceEqual(row.Predicted)) exact++;
        rows++;
        loss.Add(row.Loss, 1);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Scores()
    {
        var pooled = counts.Aggregate(default(MatchCounts), (sum, label) => sum + label);
        return new Dictionary<string, double>
        {
            [Metric.Loss.Name] = loss.Value,
            // A row is right where all its labels are.
            [Metric.Accuracy.Name] = rows == 0 ? double.NaN : (double)exact / rows,
            [Metric.Precision.Name] = rows == 0 ? double.NaN : pooled.Precision,
            [Metric.Recall.Name] = rows == 0 ? double.NaN : pooled.Recall,
            [Metric.MicroF1.Name] = rows == 0 ? double.NaN : pooled.F1,
            [Metric.MacroF1.Name] = rows == 0 ? double.NaN : counts.Average(label => label.F1),
        };
    }
}
