namespace PastaGen.Training;

/// <summary>A row that has one label.</summary>
/// <param name="Label">The true label.</param>
/// <param name="Predicted">What was predicted.</param>
/// <param name="Loss">The row's loss.</param>
public readonly record struct JudgedClass(int Label, int Predicted, double Loss);

/// <summary>Gathers the scores of a classifier over a whole data set, a row at a time; only counts are held.</summary>
/// <param name="labelCount">Number of labels.</param>
public sealed class ClassificationMetrics(int labelCount) : IMetrics<JudgedClass>
{
    private readonly ConfusionMatrix matrix = new(labelCount);
    private MeanLoss loss;

    /// <inheritdoc/>
    public void Add(JudgedClass row)
    {
        matrix.Add(row.Label, row.Predicted);
        loss.Add(row.Loss, 1);
    }

    /// <summary>Number of rows so far.</summary>
    public long Rows => matrix.Total;

    /// <summary>The scores by <see cref="Metric"/>'s names; <c>f1</c> only where there are two labels.</summary>
    public IReadOnlyDictionary<string, double> Scores()
    {
        var scores = new Dictionary<string, double>
        {
            [Metric.Loss.Name] = loss.Value,
            [Metric.Accuracy.Name] = ClassificationScores.Accuracy(matrix),
            [Metric.MacroF1.Name] = ClassificationScores.MacroF1(matrix),
            [Metric.MicroF1.Name] = ClassificationScores.MicroF1(matrix),
            [Metric.Matthews.Name] = ClassificationScores.Matthews(matrix),
        };
        if (matrix.LabelCount == 2) scores[Metric.F1.Name] = ClassificationScores.F1(matrix);
        return scores;
    }
}
