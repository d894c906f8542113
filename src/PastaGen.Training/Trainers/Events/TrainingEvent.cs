namespace PastaGen.Training;

/// <summary>Something that happened in a run; numbers only, all of them off the device already.</summary>
public abstract record TrainingEvent
{
    /// <summary>The event's name in metrics.jsonl.</summary>
    public abstract string Name { get; }
}

/// <summary>The run is about to make its first update.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Rows">Rows to learn from.</param>
/// <param name="CutRows">Rows of them that are longer than the run reads, and are cut.</param>
/// <param name="DevRows">Rows to be judged by.</param>
/// <param name="TotalSteps">Updates of the whole run.</param>
/// <param name="TrainedParameters">Elements that training changes.</param>
/// <param name="TotalParameters">Elements of the whole model.</param>
public sealed record TrainingStarted(
    string Model, int Rows, int CutRows, int DevRows, int TotalSteps, long TrainedParameters, long TotalParameters) : TrainingEvent
{
    /// <inheritdoc/>
    public override string Name => "started";

    /// <summary>What products are computed in, and why.</summary>
    public required PrecisionChoice Precision { get; init; }

    /// <summary>The labels and how often each occurs in the rows to learn from; empty where answers are numbers.</summary>
    public IReadOnlyList<LabelCount> Labels { get; init; } = [];

    /// <summary>Whether words have the labels, and not rows.</summary>
    public bool LabelsWords { get; init; }

    /// <summary>The number of the model's stage, counted from 1.</summary>
    public int Stage { get; init; } = 1;

    /// <summary>Number of stages; 1 where a model has none but itself.</summary>
    public int Stages { get; init; } = 1;
}

/// <summary>A stage is over, and another follows.</summary>
/// <param name="Report">All of it; its delta holds the head that the next stage begins with.</param>
public sealed record StageFinished(TrainingReport Report) : TrainingEvent
{
    /// <inheritdoc/>
    public override string Name => "stage_finished";
}

/// <summary>Something is odd, but the run goes on.</summary>
/// <param name="Sentence">What is odd.</param>
public sealed record TrainingWarned(string Sentence) : TrainingEvent
{
    /// <inheritdoc/>
    public override string Name => "warning";
}

/// <summary>An evaluation goes on. Told to observers alone.</summary>
/// <param name="Rows">Rows that were judged.</param>
/// <param name="TotalRows">Rows of the evaluation.</param>
public sealed record EvaluationProgressed(int Rows, int TotalRows) : TrainingEvent
{
    /// <inheritdoc/>
    public override string Name => "evaluating";
}

/// <summary>An update was made.</summary>
/// <param name="Result">The update.</param>
/// <param name="Epoch">Its epoch, counted from 1.</param>
/// <param name="TotalSteps">Updates of the whole run.</param>
/// <param name="RowsPerSecond">Rows that went through in a second, over the run so far.</param>
/// <param name="TimeLeft">How long the remaining updates will take at that rate.</param>
public sealed record StepCompleted(StepResult Result, int Epoch, int TotalSteps, double RowsPerSecond, TimeSpan TimeLeft) : TrainingEvent
{
    /// <inheritdoc/>
    public override string Name => "step";

    /// <summary>Tokens that went through in a second, over the run so far; null where they are not counted.</summary>
    public double? TokensPerSecond { get; init; }
}

/// <summary>The model was judged, at the end of an epoch or where the settings want it.</summary>
/// <param name="Epoch">The stretch of the run since the evaluation before, and its scores.</param>
public sealed record EpochEvaluated(EpochReport Epoch) : TrainingEvent
{
    /// <inheritdoc/>
    public override string Name => "evaluated";
}

/// <summary>The best delta so far was written.</summary>
/// <param name="Epoch">The epoch that it is from, counted from 1.</param>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its size.</param>
public sealed record DeltaSaved(int Epoch, string Path, long Bytes) : TrainingEvent
{
    /// <inheritdoc/>
    public override string Name => "saved";
}

/// <summary>The run is over.</summary>
/// <param name="Report">All of it.</param>
public sealed record TrainingFinished(TrainingReport Report) : TrainingEvent
{
    /// <inheritdoc/>
    public override string Name => "finished";
}

/// <summary>The run was cancelled; the last event of such a run, not written to metrics.jsonl.</summary>
/// <param name="Kept">What was kept, in words.</param>
public sealed record TrainingStopped(string Kept) : TrainingEvent
{
    /// <inheritdoc/>
    public override string Name => "stopped";
}

/// <summary>The run goes on from an earlier process's state; metrics.jsonl tells nothing of it, so that it is that of a run that was never stopped.</summary>
/// <param name="CompletedSteps">Updates that were made before.</param>
/// <param name="TotalSteps">Updates of the whole run.</param>
public sealed record TrainingResumed(int CompletedSteps, int TotalSteps) : TrainingEvent
{
    /// <inheritdoc/>
    public override string Name => "resumed";
}
