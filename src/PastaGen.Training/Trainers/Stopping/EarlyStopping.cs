namespace PastaGen.Training;

/// <summary>
/// Whether a run's evaluations have stopped to gain. A pure function of the evaluations so far: a run that was interrupted between any
/// two of them goes on as if it had not been.
/// </summary>
/// <param name="metric">The score.</param>
/// <param name="patience">Evaluations in a row without a gain after which the run ends; null never ends it.</param>
/// <param name="minDelta">How much better than the best before an evaluation must be to be a gain; exactly as much is none.</param>
internal sealed class EarlyStopping(Metric metric, int? patience, double minDelta)
{
    /// <summary>Whether patience is exhausted.</summary>
    /// <param name="evaluations">The evaluations so far, in order.</param>
    public bool IsExhausted(IReadOnlyList<EpochReport> evaluations) => patience is { } limit && WithoutGain(evaluations) >= limit;

    /// <summary>Evaluations since the last gain. The first is a gain whatever its score; a score that is not a number never is.</summary>
    /// <param name="evaluations">The evaluations so far, in order.</param>
    public int WithoutGain(IReadOnlyList<EpochReport> evaluations)
    {
        var best = double.NaN;
        var waited = 0;
        foreach (var (place, evaluation) in evaluations.Index())
        {
            var score = evaluation.Metrics[metric.Name];
            if (place == 0 || IsGain(score, best))
            {
                best = score;
                waited = 0;
            }
            else
            {
                waited++;
            }
        }
        return waited;
    }

    private bool IsGain(double score, double best)
    {
        if (double.IsNaN(score) || double.IsNaN(best)) return !double.IsNaN(score);
        var gain = metric.HigherIsBetter ? score - best : best - score;
        // Scores such as 0.7 and 0.6 are 0.09999999999999998 apart; what is nearer to the least gain than rounding is exactly as much.
        return gain > minDelta + (minDelta > 0 ? 1e-12 * Math.Max(1, Math.Abs(best)) : 0);
    }
}
