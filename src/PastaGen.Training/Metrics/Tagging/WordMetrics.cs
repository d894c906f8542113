namespace PastaGen.Training;

/// <summary>Gathers the scores of words' labels that mark no entities, such as parts of speech, over a whole data set.</summary>
/// <param name="labelCount">Number of labels.</param>
internal sealed class WordMetrics(int labelCount) : IMetrics<JudgedSentence>
{
    private readonly ConfusionMatrix matrix = new(labelCount);
    private MeanLoss loss;

    /// <inheritdoc/>
    public void Add(JudgedSentence row)
    {
        foreach (var (tag, predicted) in row.Tags.Zip(row.Predicted)) matrix.Add(tag, predicted);
        loss.Add(row.Loss, row.Tags.Count);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Scores() => new Dictionary<string, double>
    {
        [Metric.Loss.Name] = loss.Value,
        [Metric.Accuracy.Name] = ClassificationScores.Accuracy(matrix),
        [Metric.MacroF1.Name] = ClassificationScores.MacroF1(matrix),
    };
}
