namespace PastaGen.Training;

/// <summary>Gathers the scores of a classifier over a whole data set, a row at a time; only counts are held.</summary>
/// <param name="labelCount">Number of labels.</param>
public sealed class ClassificationMetrics(int labelCount)
{
    private readonly ConfusionMatrix matrix = new(labelCount);
    private double loss;

    /// <summary>Adds a row.</summary>
    /// <param name="label">Its true label.</param>
    /// <param name="predicted">What was predicted.</param>
    /// <param name="rowLoss">Its loss.</param>
    public void Add(int label, int predicted, double rowLoss)
    {
        matrix.Add(label, predicted);
        loss += rowLoss;
    }

    /// <summary>Number of rows so far.</summary>
    public long Rows => matrix.Total;

    /// <summary>The scores by <see cref="Metric"/>'s names; <c>f1</c> only where there are two labels.</summary>
    public IReadOnlyDictionary<string, double> Scores()
    {
        var scores = new Dictionary<string, double>
        {
            [Metric.Loss.Name] = Rows == 0 ? double.NaN : loss / Rows,
            [Metric.Accuracy.Name] = ClassificationScores.Accuracy(matrix),
            [Metric.MacroF1.Name] = ClassificationScores.MacroF1(matrix),
            [Metric.MicroF1.Name] = ClassificationScores.MicroF1(matrix),
            [Metric.Matthews.Name] = ClassificationScores.Matthews(matrix),
        };
        if (matrix.LabelCount == 2) scores[Metric.F1.Name] = ClassificationScores.F1(matrix);
        return scores;
    }
}
