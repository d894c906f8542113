using System.Globalization;
using PastaGen.Host.Terminals;
using PastaGen.Training;

namespace PastaGen.Host.Progress;

/// <summary>A pretraining run's events as the lines that both kinds of progress show.</summary>
internal static class PretrainingLines
{
    internal static string Started(PretrainingStarted run) => string.Create(
        CultureInfo.InvariantCulture,
        $"{run.Model}: trains {run.Parameters:N0} parameters with {run.VocabularySize:N0} words on {run.Passages:N0} passages of {run.Tokens:N0} tokens in {run.TotalSteps:N0} updates; judged by {run.HeldOutPassages:N0} passages");

    internal static string Step(StepCompleted step) => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {step.Epoch}, update {step.Result.Step:N0} of {step.TotalSteps:N0}: loss {step.Result.Loss:0.0000}{Teacher(step)}, {step.TokensPerSecond ?? 0:N0} tokens/s, {Amounts.Time(step.TimeLeft)} left");

    internal static string Judging(EvaluationProgressed judging) => string.Create(
        CultureInfo.InvariantCulture, $"judging: {judging.Rows:N0} of {judging.TotalRows:N0} passages");

    internal static string Taught(TeacherProgressed teacher) => string.Create(
        CultureInfo.InvariantCulture, $"teacher: vectors of {teacher.Passages:N0} of {teacher.TotalPassages:N0} passages");

    internal static string Evaluated(EpochReport epoch) => string.Create(
        CultureInfo.InvariantCulture, $"update {epoch.Step:N0}, epoch {epoch.Epoch}: loss {epoch.Loss:0.0000}; held-out {TrainingLines.Scores(epoch.Metrics)}; {Amounts.Time(TimeSpan.FromSeconds(epoch.Seconds))}");

    internal static string Finished(PretrainingReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"held-out: {TrainingLines.Scores(report.Evaluations[^1].Metrics)}\nbackbone: {report.BackbonePath} ({Amounts.Bytes(report.BackboneBytes)}), {report.Steps:N0} updates over {report.SeenTokens:N0} tokens in {Amounts.Time(TimeSpan.FromSeconds(report.Seconds))}{(report.StopReason == StopReason.MaxTime ? ", stopped by --max-time" : "")}");

    private static string Teacher(StepCompleted step) =>
        step.Result.AuxiliaryLoss is { } loss ? string.Create(CultureInfo.InvariantCulture, $", teacher {loss:0.0000}") : "";
}
