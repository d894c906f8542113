namespace PastaGen.Training;

/// <summary>
/// Gathers the scores of entities over a whole data set, a sentence at a time, as seqeval computes them: an entity is right where its type,
/// its first and its last word are.
/// </summary>
/// <param name="scheme">Which tags mark entities.</param>
public sealed class EntityMetrics(TagScheme scheme) : IMetrics<JudgedSentence>
{
    private readonly MatchCounts[] byType = new MatchCounts[scheme.Types.Count];
    private MatchCounts strict;
    private MeanLoss loss;
    private long words;
    private long right;

    /// <inheritdoc/>
    public void Add(JudgedSentence row)
    {
        ArgumentNullException.ThrowIfNull(row);
        for (var type = 0; type < byType.Length; type++) byType[type] += row.ByType[type];
        strict += row.Strict;
        right += row.RightWords;
        words += row.Tags.Count;
        loss.Add(row.Loss, row.Tags.Count);
    }

    /// <summary>The counts of each type of entity.</summary>
    public IReadOnlyDictionary<string, MatchCounts> ByType => scheme.Types.Zip(byType).ToDictionary(type => type.First, type => type.Second);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Scores()
    {
        var pooled = byType.Aggregate(default(MatchCounts), (sum, type) => sum + type);
        // Types that neither occur nor are predicted are in no mean.
        var met = byType.Where(type => type.Occurring + type.Predicted > 0).ToArray();
        double Score(double score) => words == 0 ? double.NaN : score;
        return new Dictionary<string, double>
        {
            [Metric.Loss.Name] = loss.Value,
            [Metric.Precision.Name] = Score(pooled.Precision),
            [Metric.Recall.Name] = Score(pooled.Recall),
            [Metric.F1.Name] = Score(pooled.F1),
            [Metric.MacroF1.Name] = Score(met.Length == 0 ? 0 : met.Average(type => type.F1)),
            [Metric.StrictF1.Name] = Score(strict.F1),
            [Metric.Accuracy.Name] = Score((double)right / words),
        };
    }
}
