using System.Globalization;
using System.Security.Cryptography;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>
/// Everything that the bits of a run depend on beside the engine, as texts by name; options under their names on the command line. A
/// run goes on only where all of it is as before.
/// </summary>
internal static class RunIdentity
{
    /// <summary>The name of what the stages before the last are; a run of a model without any has none.</summary>
    public const string Stages = "stages";

    /// <summary>The name of the labels, in the order of their ids.</summary>
    public const string Labels = "labels";

    private const string Epochs = "epochs";
    private const string MaxSteps = "max-steps";

    /// <summary>The identity of a run that is about to begin.</summary>
    /// <param name="stage">The model and the settings; those of the whole training count, so that none of its stages goes on with another.</param>
    /// <param name="folder">The backbone.</param>
    /// <param name="data">The rows, after a limit.</param>
    /// <param name="loading">Labels, open settings, dropout and precision.</param>
    /// <param name="maxLength">The longest row in tokens.</param>
    /// <param name="classWeights">Weight of each label in the loss; null where all count alike.</param>
    /// <param name="ranks">Processes that make each update together.</param>
    public static Dictionary<string, string> Of(TrainingStage stage, BackboneFolder folder, TrainingData data, LoadOptions loading, int maxLength, IReadOnlyList<double>? classWeights, int ranks)
    {
        var model = stage.Definition.Facts;
        var identity = Settings(model, folder, data, loading, maxLength, stage.Whole, classWeights, ranks);
        if (stage.Recipe.Length > 0) identity[Stages] = stage.Recipe;
        var shape = new ModelShape(folder.ConfigOf(model), loading.Labels?.Count ?? 0) { Settings = loading.Settings };
        if (BackboneDigest.OfHeadParts(folder.Weights, model, shape) is { } head) identity["backbone's head"] = head;
        return identity;
    }

    private static Dictionary<string, string> Settings(ModelFacts model, BackboneFolder folder, TrainingData data, LoadOptions loading, int maxLength, TrainingOptions options, IReadOnlyList<double>? classWeights, int ranks) => new()
    {
        ["plan"] = model.PlanHash,
        ["backbone"] = folder.Digest(model.CheckpointPrefix),
        ["backbone's config"] = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(folder.ConfigOf(model).ToString()))),
        ["tokenizer"] = folder.Text.Digest,
        ["training data"] = RowDigest.Of(data.Train),
        ["development data"] = RowDigest.Of(data.Dev),
        [Labels] = string.Join(", ", loading.Labels ?? []),
        ["settings"] = string.Join(", ", loading.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{setting.Key} = {Text(setting.Value)}")),
        ["pinned settings"] = string.Join(", ", model.PinnedSettings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{setting.Key} = {setting.Value}")),
        [Epochs] = Text(options.Epochs),
        ["batch-size"] = Text(options.BatchSize),
        ["gradient-accumulation-steps"] = Text(options.GradientAccumulationSteps),
        ["learning-rate"] = Text(options.LearningRate),
        ["head-learning-rate"] = Text(options.HeadLearningRate),
        ["lr-scheduler-type"] = options.LearningRateSchedule.Name,
        ["warmup-ratio"] = Text(options.WarmupRatio),
        ["warmup-steps"] = Text(options.WarmupSteps),
        ["weight-decay"] = Text(options.WeightDecay),
        ["max-grad-norm"] = Text(options.MaxGradNorm),
        ["dropout"] = Text(options.Dropout),
        ["max-length"] = Text(maxLength),
        ["seed"] = Text(options.Seed),
        ["data-seed"] = Text(options.DataSeed),
        ["order"] = Text(options.Order),
        [MaxSteps] = Text(options.MaxSteps),
        ["micro-batch-size"] = Text(options.MicroBatchSize),
        ["adam-beta1"] = Text(options.AdamBeta1),
        ["adam-beta2"] = Text(options.AdamBeta2),
        ["adam-epsilon"] = Text(options.AdamEpsilon),
        ["class-weights"] = string.Join(", ", classWeights?.Select(weight => Text(weight)) ?? []),
        ["label-smoothing"] = Text(options.LabelSmoothing),
        ["on-nan"] = Text(options.OnNan),
        ["eval-every"] = options.EvaluateEvery.ToString(),
        ["patience"] = Text(options.Patience),
        ["min-delta"] = Text(options.MinDelta),
        ["logging-steps"] = Text(options.LoggingSteps),
        ["processes"] = Text(ranks),
        ["metric"] = options.ChosenMetric.Name,
        ["precision"] = (loading.Precision ?? Precision.Fp32).Name(),
    };

    /// <summary>Refuses to go on with a run of another identity.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="before">The identity of the run that the folder holds.</param>
    /// <param name="now">The identity of the run that is asked for.</param>
    /// <param name="command">The command that the folder's run began with; null where none is known.</param>
    /// <param name="isLonger">Whether the run that is asked for has more updates.</param>
    /// <param name="extend">Whether it may have more.</param>
    /// <exception cref="BadInputException">The identities differ; the sentence names each difference.</exception>
    public static void RequireSame(
        string path, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now, string? command, bool isLonger, bool extend)
    {
        var differences = now.Keys.Union(before.Keys).Where(name => before.GetValueOrDefault(name) != now.GetValueOrDefault(name)).ToArray();
        var onlyLonger = isLonger && differences.All(name => name is Epochs or MaxSteps);
        if (differences.Length == 0 || (onlyLonger && extend)) return;
        var named = RunDifferences.Sentence(before, now, differences);
        throw new BadInputException(onlyLonger
            ? $"{path}: holds a run with {named}; more epochs stretch the learning rate's schedule: pass --extend to go on with them, or --fresh to start over"
            : $"{path}: holds a run with {named}; {Mends(command)}");
    }

    /// <summary>What can be done where a folder holds another run, in words.</summary>
    /// <param name="command">The command that the folder's run began with; null where none is known.</param>
    public static string Mends(string? command = null) =>
        $"choose another folder with --output, pass --fresh to start over in this one, or give what it began with to go on{(command is null ? "" : $": {command}")}";


    private static string Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
