using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>The settings of a run; names and defaults are those of the Python library's trainer where it has them.</summary>
public sealed record TrainingOptions
{
    // Beyond these nobody means what the command says, and counts would leave 32 bits.
    private const int MostEpochs = 100_000;
    private const int MostRows = 1_000_000;

    /// <summary>How often the training data is gone through.</summary>
    public int Epochs { get; init; } = 3;

    /// <summary>Rows per micro-batch; without accumulation, rows per update of one process. 32 is what most published recipes use.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Micro-batches per update. The loss of an update is a mean over all of its rows, however they are split.</summary>
    public int GradientAccumulationSteps { get; init; } = 1;

    /// <summary>Peak step size of adaptations and trained weights. Full fine-tuning wants 2e-5 to 5e-5, special-token vectors 1e-3 to 1e-2.</summary>
    public double LearningRate { get; init; } = 5e-5;

    /// <summary>Peak step size of the head; null means <see cref="LearningRate"/>.</summary>
    public double? HeadLearningRate { get; init; }

    /// <summary>Decay of weight matrices and adaptations; biases and norms never decay. 0, since small deltas are not helped by it.</summary>
    public double WeightDecay { get; init; }

    /// <summary>How the learning rate changes over the run.</summary>
    public LearningRateSchedule LearningRateSchedule { get; init; } = LearningRateSchedule.Linear;

    /// <summary>Part of all updates that warm up, rounded up; <see cref="WarmupSteps"/> wins.</summary>
    public double WarmupRatio { get; init; }

    /// <summary>Updates that warm up; 0 leaves it to <see cref="WarmupRatio"/>.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>Largest norm of all gradients together, beyond which they are scaled down; 0 does not clip.</summary>
    public double MaxGradNorm { get; init; } = 1;

    /// <summary>Longest row in tokens, inserted ones included; longer texts are cut. Never more than the encoder reads.</summary>
    public int MaxLength { get; init; } = 128;

    /// <summary>Seed of everything random: fresh values, the order of rows, dropout. Equal seeds give equal bits on one machine.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>The score on the development data by which the best epoch is chosen.</summary>
    public Metric Metric { get; init; } = Metric.Accuracy;

    /// <summary>Overrides every dropout of the backbone's config; null keeps them.</summary>
    public double? Dropout { get; init; }

    /// <summary>At most this many rows of the training data, from its beginning; null takes all.</summary>
    public int? Limit { get; init; }

    /// <summary>Open settings of adaptations, such as <c>lora.rank</c>; those that are absent are told from the data or take their fallback.</summary>
    public IReadOnlyDictionary<string, int> Settings { get; init; } = new Dictionary<string, int>();

    /// <summary>How the backbone's weights are held; null means fp32, or what the classifier that is trained was opened with.</summary>
    public Precision? Precision { get; init; }

    /// <summary>Where to train; null means the CPU, or what the classifier that is trained was opened with.</summary>
    public Device? Device { get; init; }

    /// <summary>Whether only kernels are used that give equal bits each time; those of a GPU are slower. The CPU's all do.</summary>
    public bool Deterministic { get; init; }

    /// <summary>How long a process that trains together with others waits for them before it gives up.</summary>
    public TimeSpan DistributedTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether a run that the output folder holds may be replaced. Off, so that hours of work are not lost to a repeated command.</summary>
    public bool Overwrite { get; init; }

    /// <summary>The command line, to be recorded in the delta; null where there is none.</summary>
    public string? Command { get; init; }

    /// <summary>The optimizer's part of the settings.</summary>
    public OptimizerSettings Optimizer => new() { LearningRate = LearningRate, HeadLearningRate = HeadLearningRate, WeightDecay = WeightDecay };

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

        Require(Epochs is >= 1 and <= MostEpochs, "epochs", $"a whole number from 1 to {MostEpochs}", Epochs);
        Require(BatchSize is >= 1 and <= MostRows, "batch-size", $"a whole number from 1 to {MostRows}", BatchSize);
        Require(
            GradientAccumulationSteps >= 1 && (long)GradientAccumulationSteps * BatchSize <= MostRows,
            "gradient-accumulation-steps", $"at least 1, and with batch-size at most {MostRows} rows per update", GradientAccumulationSteps);
        Require(LearningRate >= 0 && double.IsFinite(LearningRate), "learning-rate", "a number from 0 on", LearningRate);
        Require(HeadLearningRate is not { } head || (head >= 0 && double.IsFinite(head)), "head-learning-rate", "a number from 0 on", HeadLearningRate);
        Require(WeightDecay >= 0 && double.IsFinite(WeightDecay), "weight-decay", "a number from 0 on", WeightDecay);
        Require(WarmupRatio is >= 0 and <= 1, "warmup-ratio", "a number from 0 to 1", WarmupRatio);
        Require(WarmupSteps >= 0, "warmup-steps", "at least 0", WarmupSteps);
        Require(MaxGradNorm >= 0, "max-grad-norm", "a number from 0 on", MaxGradNorm);
        Require(MaxLength >= 1, "max-length", "at least 1", MaxLength);
        Require(Dropout is not { } dropout || dropout is >= 0 and < 1, "dropout", "a number from 0 to below 1", Dropout);
        Require(DistributedTimeout >= TimeSpan.FromSeconds(1), "distributed-timeout", "at least 1 second", DistributedTimeout.TotalSeconds);
        Require(Limit is not { } limit || limit >= 1, "limit", "at least 1", Limit);
    }
}
