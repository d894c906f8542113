using System.Globalization;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>The best epoch so far by a named score.</summary>
internal sealed class BestEpoch(Metric metric)
{
    /// <summary>The best so far; null where no epoch had a score that is a number.</summary>
    public EpochReport? Report { get; private set; }

    /// <summary>Stops before hours are spent on a run that nothing could be chosen by.</summary>
    /// <param name="scores">The scores that the run's evaluations will give.</param>
    /// <exception cref="BadInputException">The metric is not among them.</exception>
    public void Require(IEnumerable<string> scores)
    {
        if (!scores.Contains(metric.Name))
            throw new BadInputException($"this task has no metric \"{metric.Name}\"; expected one of {string.Join(", ", scores)}");
    }

    /// <summary>Takes an epoch into account.</summary>
    /// <returns>Whether it is the best so far.</returns>
    public bool Offer(EpochReport epoch)
    {
        if (!metric.Beats(Score(epoch), Report is { } best ? Score(best) : null)) return false;
        Report = epoch;
        return true;
    }

    // A run of another metric is refused by name later, and not for lacking a score.
    private double Score(EpochReport epoch) => epoch.Metrics.GetValueOrDefault(metric.Name, double.NaN);

    /// <summary>Takes the epochs of a run that goes on into account.</summary>
    public void Restore(IEnumerable<EpochReport> epochs)
    {
        foreach (var epoch in epochs) Offer(epoch);
    }

    /// <summary>What a stopped run leaves behind, in words.</summary>
    public string Kept(string deltaPath) => Report is { } best
        ? $"the best delta so far (epoch {best.Epoch}, {metric.Name} {best.Metrics[metric.Name].ToString("0.0000", CultureInfo.InvariantCulture)}) is kept in {deltaPath}"
        : "no epoch was finished, so there is no delta";
}
