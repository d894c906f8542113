using System.Globalization;
using PastaGen.Host.Terminals;
using PastaGen.Training;

namespace PastaGen.Host.Progress;

/// <summary>A run's events as the lines that both kinds of progress show.</summary>
internal static class TrainingLines
{
    private const int MostLabels = 12;
    private const int FewLabels = 6;

    internal static string Started(TrainingStarted run) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(run.Stages > 1 ? $"stage {run.Stage} of {run.Stages}, " : "")}{run.Model}: trains {run.TrainedParameters:N0} of {run.TotalParameters:N0} parameters on {run.Rows:N0} rows{Cut(run)} in {run.TotalSteps:N0} updates; judged by {run.DevRows:N0} rows");

    /// <summary>The labels and how often each occurs, of many the first and how few and many there are of one; null where there are none.</summary>
    internal static string? Labels(TrainingStarted run)
    {
        if (run.Labels.Count == 0) return null;
        var unit = run.LabelsWords ? "words" : "rows";
        var shown = run.Labels.Take(run.Labels.Count <= MostLabels ? MostLabels : FewLabels)
            .Select((label, place) => string.Create(CultureInfo.InvariantCulture, $"{label.Label} ({label.Count:N0}{(place == 0 ? $" {unit}" : "")})"));
        var left = run.Labels.Count <= MostLabels ? "" : string.Create(
            CultureInfo.InvariantCulture, $" and {run.Labels.Count - FewLabels} more; each has {run.Labels.Min(label => label.Count):N0} to {run.Labels.Max(label => label.Count):N0}");
        return $"{run.Labels.Count} labels: {string.Join(", ", shown)}{left}";
    }

    internal static string Resumed(TrainingResumed run) => string.Create(
        CultureInfo.InvariantCulture, $"goes on after update {run.CompletedSteps:N0} of {run.TotalSteps:N0}");

    internal static string Step(StepCompleted step) => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {step.Epoch}, update {step.Result.Step:N0} of {step.TotalSteps:N0}: loss {step.Result.Loss:0.0000}, {step.RowsPerSecond:0.0} rows/s, {Amounts.Time(step.TimeLeft)} left");

    internal static string Evaluating(EvaluationProgressed evaluating) => string.Create(
        CultureInfo.InvariantCulture, $"scoring: {evaluating.Rows:N0} of {evaluating.TotalRows:N0} rows");

    internal static string Evaluated(EpochReport epoch) => string.Create(
        CultureInfo.InvariantCulture, $"epoch {epoch.Epoch}: loss {epoch.Loss:0.0000}; dev {Scores(epoch.Metrics)}; {Amounts.Time(TimeSpan.FromSeconds(epoch.Seconds))}");

    internal static string Saved(DeltaSaved saved) => $"epoch {saved.Epoch}: best so far, kept in {saved.Path} ({Amounts.Bytes(saved.Bytes)})";

    internal static string StageFinished(TrainingReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"stage {report.Stage}, {report.Model}: best epoch {report.Best.Epoch}, dev {Scores(report.Best.Metrics)}; {report.TrainedParameters:N0} parameters in {report.Steps:N0} updates and {Amounts.Time(TimeSpan.FromSeconds(report.Seconds))}{Stopped(report)}");

    internal static string Finished(TrainingReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{string.Concat(report.EarlierStages.Select(stage => StageFinished(stage) + "\n"))}best: epoch {report.Best.Epoch}, dev {Scores(report.Best.Metrics)}\ndelta: {report.DeltaPath} ({Amounts.Bytes(report.DeltaBytes)}), {report.Steps:N0} updates in {Amounts.Time(TimeSpan.FromSeconds(report.Seconds))}{Stopped(report)}");

    internal static string Scores(IReadOnlyDictionary<string, double> scores) =>
        string.Join(", ", scores.Select(score => string.Create(CultureInfo.InvariantCulture, $"{score.Key} {score.Value:0.0000}")));

    internal static string Scores(Evaluation found) => string.Join(", ", found.Metrics.Select(score => found.Intervals.TryGetValue(score.Key, out var interval)
        ? string.Create(CultureInfo.InvariantCulture, $"{score.Key} {score.Value:0.0000} ({interval.Low:0.0000} to {interval.High:0.0000})")
        : string.Create(CultureInfo.InvariantCulture, $"{score.Key} {score.Value:0.0000}")));

    internal static string Seeds(SeedSummary summary)
    {
        var runs = summary.Runs.Select(run => $"seed {run.Seed}: epoch {run.Best.Epoch}, dev {Scores(run.Best.Metrics)}{(run == summary.Best ? " (best)" : "")}");
        var spread = summary.StandardDeviation;
        var means = summary.Mean.Select(mean => string.Create(CultureInfo.InvariantCulture, $"{mean.Key} {mean.Value:0.0000} +- {spread[mean.Key]:0.0000}"));
        return $"{string.Join('\n', runs)}\nmean +- standard deviation over {summary.Runs.Count} seeds: {string.Join(", ", means)}";
    }

    internal static string Tried(DryRunReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Updates:N0} updates; longest: {report.RowsAtOnce:N0} rows at once, {report.Tokens:N0} tokens\npeak memory: {Peak(report.EstimatedPeakBytes)} estimated, {Peak(report.PeakMemoryBytes)} measured\none update of the longest rows: {report.SecondsPerUpdate:0.00} s; nothing was kept");

    private static string Peak(long? bytes) => bytes is { } known ? Amounts.Bytes(known) : "unknown";

    private static string Stopped(TrainingReport report) => report.StopReason switch
    {
        StopReason.Patience => ", stopped by --patience",
        StopReason.MaxTime => ", stopped by --max-time",
        _ => "",
    };

    private static string Cut(TrainingStarted run) =>
        run.CutRows == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({run.CutRows:N0} of them cut to --max-length)");
}
