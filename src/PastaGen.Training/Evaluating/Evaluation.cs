namespace PastaGen.Training;

/// <summary>What an evaluation found.</summary>
/// <param name="Metrics">Scores by <see cref="Metric"/>'s names; the loss is a mean over rows, without weights and smoothing.</param>
/// <param name="Rows">Rows that were judged.</param>
/// <param name="CutRows">Rows of them that were longer than what was read, and were cut.</param>
/// <param name="Intervals">95% intervals of the scores where there are fewer than <see cref="ScoreInterval.EnoughRows"/> rows; else empty.</param>
public sealed record Evaluation(
    IReadOnlyDictionary<string, double> Metrics, int Rows, int CutRows, IReadOnlyDictionary<string, ScoreInterval> Intervals)
{
    /// <summary>Words that were neither read nor judged, where rows are words.</summary>
    public WordLosses LostWords { get; init; }

    /// <summary>The label that was answered throughout although the data has others; null where answers differ, are too few, or are none of several labels.</summary>
    public string? OnlyLabel { get; init; }
}
