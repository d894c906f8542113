using System.CommandLine;
using PastaGen.Training;

namespace PastaGen.Host.CommandLine;

/// <summary>The settings of a run as options, with the names that the Python library's trainer gives them.</summary>
internal sealed class TrainingFlags
{
    private static readonly TrainingOptions Usual = new();

    private readonly Option<int?> epochs = Given.Number("--epochs", $"How often the training data is gone through ({Usual.Epochs}).", 1);
    private readonly Option<int?> batchSize = Given.Number("--batch-size", $"Rows per update; with --gradient-accumulation-steps, rows per micro-batch ({Usual.BatchSize}).", 1);
    private readonly Option<int?> accumulation = Given.Number("--gradient-accumulation-steps", $"Micro-batches per update ({Usual.GradientAccumulationSteps}).", 1);
    private readonly Option<double?> learningRate = Given.Number("--learning-rate", FormattableString.Invariant($"Peak learning rate ({Usual.LearningRate:0.######})."), 0.0);
    private readonly Option<double?> headLearningRate = Given.Number("--head-learning-rate", "Peak learning rate of the head; that of --learning-rate if absent.", 0.0);
    private readonly Option<string> schedule = Given.Choice("--lr-scheduler-type", "How the learning rate changes over the run (linear)", [.. LearningRateSchedule.All.Select(schedule => schedule.Name)]);
    private readonly Option<double?> warmupRatio = Given.Number("--warmup-ratio", "Part of all updates that warm up (0).", 0.0, 1.0);
    private readonly Option<int?> warmupSteps = Given.Number("--warmup-steps", "Updates that warm up; wins over --warmup-ratio (0).", 0);
    private readonly Option<double?> weightDecay = Given.Number("--weight-decay", "Decay of weight matrices and adaptations (0).", 0.0);
    private readonly Option<double?> maxGradNorm = Given.Number("--max-grad-norm", FormattableString.Invariant($"Largest norm of all gradients together; 0 does not clip ({Usual.MaxGradNorm})."), 0.0);
    private readonly Option<double?> dropout = Given.Number("--dropout", "Overrides every dropout of the backbone's config.", 0.0, 0.999);
    private readonly Option<int?> maxLength = Given.Number("--max-length", $"Longest row in tokens; longer texts are cut ({Usual.MaxLength}).", 1);
    private readonly Option<long?> seed = Given.Number("--seed", $"Seed of fresh values, the order of rows and dropout ({Usual.Seed}).", 0L);
    private readonly Option<string> metric = Given.Choice("--metric", $"The score that chooses the best epoch ({Usual.Metric.Name})", [.. Metric.All.Select(metric => metric.Name)]);
    private readonly Option<int?> limit = Given.Number("--limit", "At most this many rows of the training data, from its beginning.", 1);
    private readonly Option<string> precision = Given.Choice("--precision", "How the backbone's weights are held (fp32)", ["fp32", "bf16"]);
    private readonly DeviceOption device = new();
    private readonly Option<bool> tf32 = DeviceOption.Tf32();
    private readonly Option<bool> deterministic = new("--deterministic") { Description = "Equal bits on a GPU, too, from slower kernels; the CPU's always give them." };
    private readonly Option<int?> distributedTimeout = Given.Number("--distributed-timeout", $"Seconds that a process waits for the others it trains with ({Usual.DistributedTimeout.TotalSeconds:0}).", 1);
    private readonly Option<bool> overwrite = new("--overwrite") { Description = "Replace a run that the output folder holds." };

    /// <summary>All of them, in the order in which help lists them.</summary>
    internal IEnumerable<Option> All =>
    [
        epochs, batchSize, accumulation, learningRate, headLearningRate, schedule, warmupRatio, warmupSteps, weightDecay, maxGradNorm, dropout,
        maxLength, seed, metric, limit, precision, device, tf32, deterministic, distributedTimeout, overwrite,
    ];

    /// <summary>The settings of a command line.</summary>
    internal TrainingOptions Read(ParseResult given, string command) => new()
    {
        Epochs = given.GetValue(epochs) ?? Usual.Epochs,
        BatchSize = given.GetValue(batchSize) ?? Usual.BatchSize,
        GradientAccumulationSteps = given.GetValue(accumulation) ?? Usual.GradientAccumulationSteps,
        LearningRate = given.GetValue(learningRate) ?? Usual.LearningRate,
        HeadLearningRate = given.GetValue(headLearningRate),
        LearningRateSchedule = given.GetValue(schedule) is { } shape ? LearningRateSchedule.Named(shape) : Usual.LearningRateSchedule,
        WarmupRatio = given.GetValue(warmupRatio) ?? Usual.WarmupRatio,
        WarmupSteps = given.GetValue(warmupSteps) ?? Usual.WarmupSteps,
        WeightDecay = given.GetValue(weightDecay) ?? Usual.WeightDecay,
        MaxGradNorm = given.GetValue(maxGradNorm) ?? Usual.MaxGradNorm,
        Dropout = given.GetValue(dropout),
        MaxLength = given.GetValue(maxLength) ?? Usual.MaxLength,
        Seed = given.GetValue(seed) ?? Usual.Seed,
        Metric = given.GetValue(metric) is { } name ? Metric.Named(name) : Usual.Metric,
        Limit = given.GetValue(limit),
        Precision = given.GetValue(precision) is { } type ? Precisions.Parse(type) : Usual.Precision,
        Device = device.Read(given, tf32),
        Deterministic = given.GetValue(deterministic),
        DistributedTimeout = given.GetValue(distributedTimeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : Usual.DistributedTimeout,
        Overwrite = given.GetValue(overwrite),
        Command = command,
    };
}
