using System.CommandLine;
using PastaGen.Training;

namespace PastaGen.Host.CommandLine;

/// <summary>The settings of a run as options, with the names that the Python library's trainer gives them.</summary>
internal sealed class TrainingFlags
{
    private static readonly TrainingOptions Usual = new();

    private readonly Option<double?> epochs = Given.Spelled<double>("--epochs", "N", FormattableString.Invariant($"How often the training data is gone through; a part of an epoch is rounded up to whole updates ({Usual.Epochs})."), "a number above 0", Spelling.AboveZero);
    private readonly Option<int?> maxSteps = Given.Number("--max-steps", "Updates of the run, whatever --epochs says.", 1);
    private readonly Option<TimeSpan?> maxTime = Given.Spelled<TimeSpan>("--max-time", "TIME", "Stop after this time, such as 90s, 30m or 2h; the learning rate falls as if there were no such limit.", "a time such as 90s, 30m or 2h", Spelling.Time);
    private readonly Option<int?> batchSize = Given.Number("--batch-size", $"Rows per update; with --gradient-accumulation-steps, rows per micro-batch ({Usual.BatchSize}).", 1);
    private readonly Option<int?> accumulation = Given.Number("--gradient-accumulation-steps", $"Micro-batches per update ({Usual.GradientAccumulationSteps}).", 1);
    private readonly Option<int?> microBatchSize = Given.Spelled<int>("--micro-batch-size", "N", "Rows of a batch that go through the model at once, or auto to let the memory decide; changes no result but the draws of dropout.", "a whole number of at least 1, or auto", Spelling.MicroBatch);
    private readonly Option<bool> activationCheckpointing = new("--activation-checkpointing") { Description = "Keep each layer's input alone and compute the layer again in the backward pass: less memory for more time, and the same bits." };
    private readonly Option<string> order = Given.Choice("--order", "The order in which an epoch takes the rows (length)", [.. Spelling.Orders.Keys]);
    private readonly Option<double?> learningRate = Given.Number("--learning-rate", FormattableString.Invariant($"Peak learning rate ({Usual.LearningRate:0.######})."), 0.0);
    private readonly Option<double?> headLearningRate = Given.Number("--head-learning-rate", "Peak learning rate of the head; that of --learning-rate if absent.", 0.0);
    private readonly Option<double?> stageLearningRate = Given.Number("--stage-learning-rate", "Peak learning rate of the stages before a model's own; what the model declares if absent, else that of --learning-rate.", 0.0);
    private readonly Option<string> schedule = Given.Choice("--lr-scheduler-type", "How the learning rate changes over the run (linear)", [.. LearningRateSchedule.All.Select(schedule => schedule.Name)]);
    private readonly Option<double?> warmupRatio = Given.Number("--warmup-ratio", "Part of all updates that warm up (0).", 0.0, 1.0);
    private readonly Option<int?> warmupSteps = Given.Number("--warmup-steps", "Updates that warm up; wins over --warmup-ratio (0).", 0);
    private readonly Option<double?> adamBeta1 = Given.Number("--adam-beta1", FormattableString.Invariant($"Decay rate of AdamW's first moment ({Usual.AdamBeta1})."), 0.0, 0.999999);
    private readonly Option<double?> adamBeta2 = Given.Number("--adam-beta2", FormattableString.Invariant($"Decay rate of AdamW's second moment ({Usual.AdamBeta2})."), 0.0, 0.999999);
    private readonly Option<double?> adamEpsilon = Given.Spelled<double>("--adam-epsilon", "N", "Added to the root of AdamW's second moment (1e-8).", "a number above 0", Spelling.AboveZero);
    private readonly Option<double?> weightDecay = Given.Number("--weight-decay", "Decay of weight matrices and adaptations (0).", 0.0);
    private readonly Option<double?> maxGradNorm = Given.Number("--max-grad-norm", FormattableString.Invariant($"Largest norm of all gradients together; 0 does not clip ({Usual.MaxGradNorm})."), 0.0);
    private readonly Option<double?> dropout = Given.Number("--dropout", "Overrides every dropout of the backbone's config.", 0.0, 0.999);
    private readonly Option<ClassWeights?> classWeights = Given.Read("--class-weights", "WEIGHTS", "How much each label's rows count in the training loss: balanced, or name=weight,name=weight; a label that is not named weighs 1.", ClassWeights.Parse);
    private readonly Option<double?> labelSmoothing = Given.Number("--label-smoothing", "Part of each row's target that is spread over all labels (0).", 0.0, 0.999);
    private readonly Option<string> onNan = Given.Choice("--on-nan", "What happens at an update whose loss or gradient is not finite (stop)", ["stop", "skip"]);
    private readonly Option<int?> maxLength = Given.Number("--max-length", $"Longest row in tokens; longer texts are cut ({Usual.MaxLength}).", 1);
    private readonly Option<long?> seed = Given.Number("--seed", $"Seed of fresh values, the order of rows and dropout ({Usual.Seed}).", 0L);
    private readonly Option<long?> dataSeed = Given.Number("--data-seed", "Seed of the order of rows; that of --seed if absent.", 0L);
    private readonly Option<RunLength?> evalEvery = Given.Spelled<RunLength>("--eval-every", "LENGTH", "How far evaluations are apart, in epochs or updates, such as 0.5ep or 500st; the run's end is always followed by one (1ep).", "a length such as 1ep, 0.5ep or 500st", Spelling.Length);
    private readonly Option<int?> patience = Given.Spelled<int>("--patience", "N", "Stop after so many evaluations in a row without a gain, such as 3ev.", "a number of evaluations such as 3ev", Spelling.Evaluations);
    private readonly Option<double?> minDelta = Given.Number("--min-delta", "How much better than the best before an evaluation must be to be a gain; exactly as much is none (0).", 0.0);
    private readonly Option<int?> loggingSteps = Given.Number("--logging-steps", $"Every how many updates one goes into metrics.jsonl ({Usual.LoggingSteps}).", 1);
    private readonly Option<bool> tensorBoard = new("--tensorboard") { Description = "Write the metrics as a TensorBoard event file too." };
    private readonly Option<string> metric = Given.Choice("--metric", "The score that chooses the best epoch; that of the model's task if absent", [.. Metric.All.Select(metric => metric.Name)]);
    private readonly Option<int?> limit = Given.Number("--limit", "At most this many rows of the training data, from its beginning.", 1);
    private readonly PrecisionOption precision = new();
    private readonly DeviceOption device = new();
    private readonly Option<bool> tf32 = DeviceOption.Tf32();
    private readonly Option<bool> deterministic = DeviceOption.Deterministic();
    private readonly Option<int?> distributedTimeout = Given.Number("--distributed-timeout", $"Seconds that a process waits for the others it trains with ({Usual.DistributedTimeout.TotalSeconds:0}).", 1);
    private readonly Option<TimeSpan?> saveEvery = Given.Time("--save-every", "Time between two saved states, such as 10s or 5m; 0 saves every update (10s).");
    private readonly Option<bool> extend = new("--extend") { Description = "Let the run that the output folder holds go on for more epochs." };
    private readonly Option<bool> fresh = new(FreshName) { Description = "Start over where the output folder holds a run." };

    /// <summary>The option that a command must lack to go on with what it began.</summary>
    internal const string FreshName = "--fresh";

    /// <summary>All of them, in the order in which help lists them.</summary>
    internal IEnumerable<Option> All =>
    [
        epochs, maxSteps, maxTime, batchSize, microBatchSize, accumulation, activationCheckpointing, order, learningRate, headLearningRate, stageLearningRate, schedule, warmupRatio, warmupSteps,
        weightDecay, adamBeta1, adamBeta2, adamEpsilon, maxGradNorm, classWeights, labelSmoothing, dropout, onNan, maxLength, seed, dataSeed, metric,
        evalEvery, patience, minDelta, loggingSteps, tensorBoard, limit, precision, device, tf32, deterministic, distributedTimeout, saveEvery, extend, fresh,
    ];

    /// <summary>The settings of a command line.</summary>
    internal TrainingOptions Read(ParseResult given, string command) => new()
    {
        Epochs = given.GetValue(epochs) ?? Usual.Epochs,
        MaxSteps = given.GetValue(maxSteps),
        MaxTime = given.GetValue(maxTime),
        BatchSize = given.GetValue(batchSize) ?? Usual.BatchSize,
        GradientAccumulationSteps = given.GetValue(accumulation) ?? Usual.GradientAccumulationSteps,
        MicroBatchSize = given.GetValue(microBatchSize),
        ActivationCheckpointing = given.GetValue(activationCheckpointing),
        Order = given.GetValue(order) is { } rows ? Spelling.Orders[rows] : Usual.Order,
        LearningRate = given.GetValue(learningRate) ?? Usual.LearningRate,
        HeadLearningRate = given.GetValue(headLearningRate),
        StageLearningRate = given.GetValue(stageLearningRate),
        LearningRateSchedule = given.GetValue(schedule) is { } shape ? LearningRateSchedule.Named(shape) : Usual.LearningRateSchedule,
        WarmupRatio = given.GetValue(warmupRatio) ?? Usual.WarmupRatio,
        WarmupSteps = given.GetValue(warmupSteps) ?? Usual.WarmupSteps,
        WeightDecay = given.GetValue(weightDecay) ?? Usual.WeightDecay,
        AdamBeta1 = given.GetValue(adamBeta1) ?? Usual.AdamBeta1,
        AdamBeta2 = given.GetValue(adamBeta2) ?? Usual.AdamBeta2,
        AdamEpsilon = given.GetValue(adamEpsilon) ?? Usual.AdamEpsilon,
        ClassWeights = given.GetValue(classWeights),
        LabelSmoothing = given.GetValue(labelSmoothing) ?? Usual.LabelSmoothing,
        OnNan = given.GetValue(onNan) == "skip" ? NonFinitePolicy.Skip : NonFinitePolicy.Stop,
        MaxGradNorm = given.GetValue(maxGradNorm) ?? Usual.MaxGradNorm,
        Dropout = given.GetValue(dropout),
        MaxLength = given.GetValue(maxLength) ?? Usual.MaxLength,
        Seed = given.GetValue(seed) ?? Usual.Seed,
        DataSeed = given.GetValue(dataSeed),
        EvaluateEvery = given.GetValue(evalEvery) ?? Usual.EvaluateEvery,
        Patience = given.GetValue(patience),
        MinDelta = given.GetValue(minDelta) ?? Usual.MinDelta,
        LoggingSteps = given.GetValue(loggingSteps) ?? Usual.LoggingSteps,
        TensorBoard = given.GetValue(tensorBoard),
        Metric = given.GetValue(metric) is { } name ? Metric.Named(name) : null,
        Limit = given.GetValue(limit),
        Precision = precision.Read(given),
        Device = device.Read(given, tf32),
        Deterministic = given.GetValue(deterministic),
        DistributedTimeout = given.GetValue(distributedTimeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : Usual.DistributedTimeout,
        SaveEvery = given.GetValue(saveEvery) ?? Usual.SaveEvery,
        Extend = given.GetValue(extend),
        Fresh = given.GetValue(fresh),
        Command = command,
    };
}
