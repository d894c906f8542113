using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>Between which values a score lies that was measured on few rows.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public sealed record ScoreInterval(double Low, double High)
{
    /// <summary>From so many rows on, intervals are narrower than what people look at, and none is computed.</summary>
    public const int EnoughRows = 2000;

    private const int Resamples = 1000;
    private const long Seed = 0x5EED;

    /// <summary>
    /// 95% intervals by the percentile bootstrap (Efron 1979, "Bootstrap methods: another look at the jackknife"): each score over a
    /// thousand samples of the rows, drawn with replacement, without the 2.5% at either end. The draws are the same for equal data.
    /// </summary>
    /// <param name="rows">What is kept of each row that was judged.</param>
    /// <param name="newMetrics">Makes scores before the first row.</param>
    /// <returns>Intervals by the scores' names; empty from <see cref="EnoughRows"/> rows on, and a score that is no number somewhere has none.</returns>
    internal static IReadOnlyDictionary<string, ScoreInterval> Of<TRow>(IReadOnlyList<TRow> rows, Func<IMetrics<TRow>> newMetrics)
    {
        var intervals = new Dictionary<string, ScoreInterval>();
        if (rows.Count is 0 or >= EnoughRows) return intervals;
        var samples = new Dictionary<string, double[]>();
        for (var sample = 0; sample < Resamples; sample++)
        {
            var draws = new RowDraws(Seed, sample, rows.Count);
            var metrics = newMetrics();
            for (var draw = 0; draw < rows.Count; draw++) metrics.Add(rows[draws.Next()]);
            foreach (var (name, score) in metrics.Scores())
            {
                if (!samples.TryGetValue(name, out var scores)) samples[name] = scores = new double[Resamples];
                scores[sample] = score;
            }
        }
        foreach (var (name, scores) in samples)
        {
            if (!scores.All(double.IsFinite)) continue;
            Array.Sort(scores);
            intervals[name] = new ScoreInterval(scores[Resamples * 25 / 1000], scores[Resamples - 1 - (Resamples * 25 / 1000)]);
        }
        return intervals;
    }
}
