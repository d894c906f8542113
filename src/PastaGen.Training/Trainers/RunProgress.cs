namespace PastaGen.Training;

/// <summary>
/// How far a run is, beside the trained tensors and the optimizer's moments. It exists between updates only: what happens within
/// one leaves no trace until it is whole.
/// </summary>
internal sealed record RunProgress
{
    /// <summary>Updates of the plan that are behind the run: those that were made, and those that were left out.</summary>
    public int CompletedUpdates { get; init; }

    /// <summary>Updates that were left out because their loss or gradient was not finite.</summary>
    public int SkippedUpdates { get; init; }

    /// <summary>Those of them since the last that was made.</summary>
    public int SkippedInARow { get; init; }

    /// <summary>Updates that were made, by which the schedule goes.</summary>
    public int MadeUpdates => CompletedUpdates - SkippedUpdates;

    /// <summary>The largest norm of the gradients of an update that was made.</summary>
    public double LargestGradientNorm { get; init; }

    /// <summary>Sum of the losses of the rows that were learned from since the last evaluation.</summary>
    public double LossSum { get; init; }

    /// <summary>Number of those rows.</summary>
    public long LossRows { get; init; }

    /// <summary>The evaluations so far, in order.</summary>
    public IReadOnlyList<EpochReport> Evaluations { get; init; } = [];

    /// <summary>Whether the last update that was made was judged.</summary>
    public bool IsJudged => Evaluations is [.., var last] && last.Step == MadeUpdates;

    /// <summary>Seconds of the run up to here.</summary>
    public double Seconds { get; init; }

    /// <summary>The seconds at which the last evaluation was over.</summary>
    public double SecondsAtEvaluation { get; init; }

    /// <summary>Takes an update into account.</summary>
    /// <param name="update">The update.</param>
    /// <param name="rows">Its rows.</param>
    public RunProgress With(StepResult update, int rows) => this with
    {
        CompletedUpdates = CompletedUpdates + 1,
        SkippedInARow = 0,
        LargestGradientNorm = Math.Max(LargestGradientNorm, update.GradientNorm),
        LossSum = LossSum + (update.Loss * rows),
        LossRows = LossRows + rows,
    };

    /// <summary>Takes an update into account that was left out.</summary>
    public RunProgress WithSkipped() => this with
    {
        CompletedUpdates = CompletedUpdates + 1,
        SkippedUpdates = SkippedUpdates + 1,
        SkippedInARow = SkippedInARow + 1,
    };

    /// <summary>Takes an evaluation into account.</summary>
    public RunProgress With(EpochReport evaluation) => this with
    {
        LossSum = 0,
        LossRows = 0,
        Evaluations = [.. Evaluations, evaluation],
        SecondsAtEvaluation = Seconds,
    };
}
