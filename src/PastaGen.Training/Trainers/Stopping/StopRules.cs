namespace PastaGen.Training;

/// <summary>When a run ends. A pure function of how far it is, so that an interrupted run ends where it would have ended.</summary>
internal sealed class StopRules(TrainingOptions options, int totalUpdates)
{
    private readonly EarlyStopping stopping = new(options.ChosenMetric, options.Patience, options.MinDelta);

    /// <summary>Why the run is over; null while it is not.</summary>
    public StopReason? Reason(RunProgress progress)
    {
        if (progress.StopWished) return StopReason.Wish;
        if (stopping.IsExhausted(progress.Evaluations)) return StopReason.Patience;
        if (progress.NextUpdate >= totalUpdates) return options.MaxSteps is null ? StopReason.Completed : StopReason.MaxSteps;
        return options.MaxTime is { } time && progress.CompletedUpdates > 0 && progress.EarlierStages.Sum(stage => stage.Seconds) + progress.Seconds >= time.TotalSeconds ? StopReason.MaxTime : null;
    }
}
