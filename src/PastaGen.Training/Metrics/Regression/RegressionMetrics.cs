using System.Runtime.InteropServices;

namespace PastaGen.Training;

/// <summary>A row whose target is a number.</summary>
/// <param name="Target">The true number.</param>
/// <param name="Predicted">What was predicted.</param>
/// <param name="Loss">The squared error.</param>
public readonly record struct JudgedNumber(double Target, double Predicted, double Loss);

/// <summary>Gathers the scores of a regression over a whole data set, a row at a time.</summary>
public sealed class RegressionMetrics : IMetrics<JudgedNumber>
{
    private readonly List<double> targets = [];
    private readonly List<double> predicted = [];
    private MeanLoss loss;

    /// <inheritdoc/>
    public void Add(JudgedNumber row)
    {
        targets.Add(row.Target);
        predicted.Add(row.Predicted);
        loss.Add(row.Loss, 1);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Scores()
    {
        var truth = CollectionsMarshal.AsSpan(targets);
        var answers = CollectionsMarshal.AsSpan(predicted);
        return new Dictionary<string, double>
        {
            [Metric.Loss.Name] = loss.Value,
            [Metric.Pearson.Name] = Correlation.Pearson(truth, answers),
            [Metric.Spearman.Name] = Correlation.Spearman(truth, answers),
        };
    }
}
