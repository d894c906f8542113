using System.Text.Json.Serialization;

namespace PastaGen.Training;

/// <summary>
/// How far a run is, beside the trained tensors and the optimizer's moments. It exists between updates only: what happens within
/// one leaves no trace until it is whole.
/// </summary>
internal sealed record RunProgress
{
    /// <summary>Updates that were made, by which the schedule goes.</summary>
    public int CompletedUpdates { get; init; }

    /// <summary>Planned updates that were left out because their loss or gradient was not finite.</summary>
    public int SkippedUpdates { get; init; }

    /// <summary>Those of them since the last that was made.</summary>
    public int SkippedInARow { get; init; }

    /// <summary>Planned updates that were passed over, for an epoch was ended early.</summary>
    public int PassedUpdates { get; init; }

    /// <summary>The number in the plan of the update that comes next.</summary>
    [JsonIgnore]
    public int NextUpdate => CompletedUpdates + SkippedUpdates + PassedUpdates;

    /// <summary>The largest norm of the gradients of an update that was made.</summary>
    public double LargestGradientNorm { get; init; }

    /// <summary>Sum of the losses of the rows that were learned from since the last evaluation.</summary>
    public double LossSum { get; init; }

    /// <summary>Number of those rows.</summary>
    public long LossRows { get; init; }

    /// <summary>Tokens that went through the model in the updates that were made; 0 where they are not counted.</summary>
    public long SeenTokens { get; init; }

    /// <summary>What the stages before this run's were, in order.</summary>
    public IReadOnlyList<TrainingReport> EarlierStages { get; init; } = [];

    /// <summary>The evaluations so far, in order.</summary>
    public IReadOnlyList<EpochReport> Evaluations { get; init; } = [];

    /// <summary>Whether an evaluation comes before the next update.</summary>
    public bool EvaluationDue { get; init; }

    /// <summary>Whether the last update that was made was judged.</summary>
    [JsonIgnore]
    public bool IsJudged => Evaluations is [.., var last] && last.Step == CompletedUpdates;

    /// <summary>Whether somebody wished that the last update be the run's last.</summary>
    public bool StopWished { get; init; }

    /// <summary>Rows that go through the model at once; null before the first process of the run has chosen.</summary>
    public int? RowsAtOnce { get; init; }

    /// <summary>Whether the run is over.</summary>
    public bool IsFinished { get; init; }

    /// <summary>What the run's callbacks remember, by their names; taken when the run is saved.</summary>
    public IReadOnlyDictionary<string, string> CallbackStates { get; init; } = new Dictionary<string, string>();

    /// <summary>The most memory that a process of the run has held; null where the system does not tell.</summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>Seconds of the run up to here, whatever lay between its processes left out.</summary>
    public double Seconds { get; init; }

    /// <summary>The seconds at which the last evaluation was over.</summary>
    public double SecondsAtEvaluation { get; init; }

    /// <summary>Takes an update into account.</summary>
    /// <param name="update">The update.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="evaluationDue">Whether it is to be judged.</param>
    public RunProgress With(StepResult update, int rows, bool evaluationDue) => this with
    {
        CompletedUpdates = CompletedUpdates + 1,
        SkippedInARow = 0,
        EvaluationDue = evaluationDue,
        LargestGradientNorm = Math.Max(LargestGradientNorm, update.GradientNorm),
        LossSum = LossSum + (update.Loss * rows),
        LossRows = LossRows + rows,
    };

    /// <summary>Takes an update into account that was left out.</summary>
    /// <param name="evaluationDue">Whether an evaluation follows it.</param>
    public RunProgress WithSkipped(bool evaluationDue) => this with
    {
        SkippedUpdates = SkippedUpdates + 1,
        SkippedInARow = SkippedInARow + 1,
        EvaluationDue = evaluationDue,
    };

    /// <summary>Takes an evaluation into account.</summary>
    public RunProgress With(EpochReport evaluation) => this with
    {
        EvaluationDue = false,
        LossSum = 0,
        LossRows = 0,
        Evaluations = [.. Evaluations, evaluation],
        SecondsAtEvaluation = Seconds,
    };
}
