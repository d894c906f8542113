using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>The settings of a run; names and defaults are those of the Python library's trainer where it has them.</summary>
public sealed record TrainingOptions
{
    // Beyond these nobody means what the command says, and counts would leave 32 bits.
    private const int MostEpochs = 100_000;
    private const int MostRows = 1_000_000;

    /// <summary>How often the training data is gone through; a part of an epoch is rounded up to whole updates.</summary>
    public double Epochs { get; init; } = 3;

    /// <summary>Updates of the run, whatever <see cref="Epochs"/> says; null leaves it to the epochs.</summary>
    public int? MaxSteps { get; init; }

    /// <summary>When to stop although updates are left; the learning rate falls as if there were no such limit. Null has none.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>Rows per micro-batch; without accumulation, rows per update of one process. 32 is what most published recipes use.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Micro-batches per update. The loss of an update is a mean over all of its rows, however they are split.</summary>
    public int GradientAccumulationSteps { get; init; } = 1;

    /// <summary>
    /// Rows that go through the model at once, where an update's rows are too many for the memory; 0 lets the memory decide. Null leaves
    /// it to <see cref="BatchSize"/>. Changes memory and the draws of dropout, and nothing else.
    /// </summary>
    public int? MicroBatchSize { get; init; }

    /// <summary>
    /// Whether each layer keeps its input alone for the backward pass, which computes the layer again: less memory for more time. Changes
    /// no bit of what is learned.
    /// </summary>
    public bool ActivationCheckpointing { get; init; }

    /// <summary>The order in which an epoch takes the rows.</summary>
    public RowOrder Order { get; init; } = RowOrder.Length;

    /// <summary>Peak step size of adaptations and trained weights. Full fine-tuning wants 2e-5 to 5e-5, special-token vectors 1e-3 to 1e-2.</summary>
    public double LearningRate { get; init; } = 5e-5;

    /// <summary>Peak step size of the head; null means <see cref="LearningRate"/>.</summary>
    public double? HeadLearningRate { get; init; }

    /// <summary>
    /// Peak step size of the stages before a model's own, heads included; null takes those that the model declares, else <see cref="LearningRate"/>.
    /// </summary>
    public double? StageLearningRate { get; init; }

    /// <summary>Decay of weight matrices and adaptations; biases and norms never decay. 0, since small deltas are not helped by it.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Decay rate of AdamW's first moment.</summary>
    public double AdamBeta1 { get; init; } = 0.9;

    /// <summary>Decay rate of AdamW's second moment.</summary>
    public double AdamBeta2 { get; init; } = 0.999;

    /// <summary>Added to the root of AdamW's second moment.</summary>
    public double AdamEpsilon { get; init; } = 1e-8;

    /// <summary>How the learning rate changes over the run.</summary>
    public LearningRateSchedule LearningRateSchedule { get; init; } = LearningRateSchedule.Linear;

    /// <summary>Part of all updates that warm up, rounded up; <see cref="WarmupSteps"/> wins.</summary>
    public double WarmupRatio { get; init; }

    /// <summary>Updates that warm up; 0 leaves it to <see cref="WarmupRatio"/>.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>Largest norm of all gradients together, beyond which they are scaled down; 0 does not clip.</summary>
    public double MaxGradNorm { get; init; } = 1;

    /// <summary>How much each label's rows count in the training loss; null counts all alike. The loss on the development data is never weighted.</summary>
    public ClassWeights? ClassWeights { get; init; }

    /// <summary>Part of each row's target that is spread over all labels, from 0 to below 1.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>What happens at an update whose loss or gradient is not a finite number.</summary>
    public NonFinitePolicy OnNan { get; init; }

    /// <summary>Longest row in tokens, inserted ones included; longer texts are cut. Never more than the encoder reads.</summary>
    public int MaxLength { get; init; } = 128;

    /// <summary>Seed of everything random: fresh values, the order of rows, dropout. Equal seeds give equal bits on one machine.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>Seed of the order of rows; null takes <see cref="Seed"/>.</summary>
    public long? DataSeed { get; init; }

    /// <summary>
    /// The score on the development data by which the best evaluation is chosen; null takes the usual one of the model's head: accuracy where
    /// it chooses one label, F1 of tags that mark entities and accuracy of other tags, micro F1 of several labels, Spearman's correlation of
    /// numbers.
    /// </summary>
    public Metric? Metric { get; init; }

    /// <summary>How far two evaluations are apart; the last update is always followed by one.</summary>
    public RunLength EvaluateEvery { get; init; } = RunLength.Epochs(1);

    /// <summary>Evaluations in a row without a gain after which the run ends; null never ends it early.</summary>
    public int? Patience { get; init; }

    /// <summary>How much better than the best before an evaluation must be to be a gain; exactly as much is none.</summary>
    public double MinDelta { get; init; }

    /// <summary>Every how many updates one goes into metrics.jsonl.</summary>
    public int LoggingSteps { get; init; } = 1;

    /// <summary>Whether the metrics are also written as a TensorBoard event file.</summary>
    public bool TensorBoard { get; init; }

    /// <summary>Overrides every dropout of the backbone's config; null keeps them.</summary>
    public double? Dropout { get; init; }

    /// <summary>At most this many rows of the training data, from its beginning; null takes all.</summary>
    public int? Limit { get; init; }

    /// <summary>Open settings of adaptations, such as <c>lora.rank</c>; those that are absent are told from the data or take their fallback.</summary>
    public IReadOnlyDictionary<string, double> Settings { get; init; } = new Dictionary<string, double>();

    /// <summary>What products are computed in; null takes what the classifier was opened with, else what <see cref="PrecisionChoice"/> says of the machine.</summary>
    public Precision? Precision { get; init; }

    /// <summary>Where to train; null means the CPU, or what the classifier that is trained was opened with.</summary>
    public Device? Device { get; init; }

    /// <summary>Whether only kernels are used that give equal bits each time; those of a GPU are slower. The CPU's all do.</summary>
    public bool Deterministic { get; init; }

    /// <summary>How long a process that trains together with others waits for them before it gives up.</summary>
    public TimeSpan DistributedTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether to start over where the output folder holds a run, which is then lost. Off, so that a repeated command goes on instead.</summary>
    public bool Fresh { get; init; }

    /// <summary>Whether a run that the output folder holds may go on for more epochs than it began with, which stretches the learning rate's schedule.</summary>
    public bool Extend { get; init; }

    /// <summary>How often the run's state is saved, beside at evaluations; zero saves after every update.</summary>
    public TimeSpan SaveEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The command line as it was typed, to be recorded in the delta and told where the run is stopped; null where there is none.</summary>
    public string? Command { get; init; }

    /// <summary>The optimizer's part of the settings.</summary>
    public OptimizerSettings Optimizer => new()
    {
        LearningRate = LearningRate,
        HeadLearningRate = HeadLearningRate,
        WeightDecay = WeightDecay,
        Beta1 = AdamBeta1,
        Beta2 = AdamBeta2,
        Epsilon = AdamEpsilon,
    };

    /// <summary>The score that the trainer settled on.</summary>
    internal Metric ChosenMetric => Metric ?? throw new InvalidOperationException("nobody has chosen a metric yet");

    /// <summary>Rows of an update.</summary>
    internal int RowsPerUpdate => BatchSize * GradientAccumulationSteps;

    /// <summary>Updates that warm up in a run of a given length.</summary>
    /// <param name="totalSteps">Number of updates of the run.</param>
    public int WarmupStepsOf(int totalSteps) => WarmupSteps > 0 ? WarmupSteps : (int)Math.Ceiling(totalSteps * WarmupRatio);

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="BadInputException">A setting is out of its range; the sentence names it.</exception>
    public void Validate()
    {
        static void Require(bool holds, string name, string expected, object? found)
        {
            if (!holds) throw new BadInputException(FormattableString.Invariant($"{name} is {found}; expected {expected}"));
        }

        Require(Epochs is > 0 and <= MostEpochs, "epochs", $"a number above 0 and at most {MostEpochs}", Epochs);
        Require(MaxSteps is null or >= 1, "max-steps", "at least 1", MaxSteps);
        Require(MaxTime is not { } time || time > TimeSpan.Zero, "max-time", "more than no time", MaxTime);
        Require(BatchSize is >= 1 and <= MostRows, "batch-size", $"a whole number from 1 to {MostRows}", BatchSize);
        Require(
            GradientAccumulationSteps >= 1 && (long)GradientAccumulationSteps * BatchSize <= MostRows,
            "gradient-accumulation-steps", $"at least 1, and with batch-size at most {MostRows} rows per update", GradientAccumulationSteps);
        Require(MicroBatchSize is null or >= 0, "micro-batch-size", "at least 1, or 0 to let the memory decide", MicroBatchSize);
        Require(MicroBatchSize is null || GradientAccumulationSteps == 1, "gradient-accumulation-steps", "1 beside micro-batch-size, which cuts the batch already", GradientAccumulationSteps);
        Require(LearningRate >= 0 && double.IsFinite(LearningRate), "learning-rate", "a number from 0 on", LearningRate);
        Require(HeadLearningRate is not { } head || (head >= 0 && double.IsFinite(head)), "head-learning-rate", "a number from 0 on", HeadLearningRate);
        Require(StageLearningRate is not { } stage || (stage >= 0 && double.IsFinite(stage)), "stage-learning-rate", "a number from 0 on", StageLearningRate);
        Require(WeightDecay >= 0 && double.IsFinite(WeightDecay), "weight-decay", "a number from 0 on", WeightDecay);
        Require(AdamBeta1 is >= 0 and < 1, "adam-beta1", "a number from 0 to below 1", AdamBeta1);
        Require(AdamBeta2 is >= 0 and < 1, "adam-beta2", "a number from 0 to below 1", AdamBeta2);
        Require(AdamEpsilon > 0 && double.IsFinite(AdamEpsilon), "adam-epsilon", "a number above 0", AdamEpsilon);
        Require(LabelSmoothing is >= 0 and < 1, "label-smoothing", "a number from 0 to below 1", LabelSmoothing);
        Require(EvaluateEvery.Count > 0, "eval-every", "a length above 0, such as 1ep or 500st", EvaluateEvery);
        Require(Patience is null or >= 1, "patience", "at least 1 evaluation", Patience);
        Require(MinDelta >= 0 && double.IsFinite(MinDelta), "min-delta", "a number from 0 on", MinDelta);
        Require(LoggingSteps >= 1, "logging-steps", "at least 1", LoggingSteps);
        Require(WarmupRatio is >= 0 and <= 1, "warmup-ratio", "a number from 0 to 1", WarmupRatio);
        Require(WarmupSteps >= 0, "warmup-steps", "at least 0", WarmupSteps);
        Require(MaxGradNorm >= 0, "max-grad-norm", "a number from 0 on", MaxGradNorm);
        Require(MaxLength >= 1, "max-length", "at least 1", MaxLength);
        Require(Dropout is not { } dropout || dropout is >= 0 and < 1, "dropout", "a number from 0 to below 1", Dropout);
        Require(DistributedTimeout >= TimeSpan.FromSeconds(1), "distributed-timeout", "at least 1 second", DistributedTimeout.TotalSeconds);
        Require(SaveEvery >= TimeSpan.Zero, "save-every", "a time from 0 on", SaveEvery);
        Require(Limit is not { } limit || limit >= 1, "limit", "at least 1", Limit);
    }
}
