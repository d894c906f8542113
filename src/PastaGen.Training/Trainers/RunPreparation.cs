using PastaGen.Text;
using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>All that a run needs before its first update: tokenized data, the loaded model, the plan of updates. Owns the model.</summary>
internal sealed record RunPreparation
{
    /// <summary>The stage that it is a run of, and its settings.</summary>
    public required TrainingStage Stage { get; init; }

    /// <summary>What the model's answers are.</summary>
    public required HeadTask Task { get; init; }

    /// <summary>What the stages before it were.</summary>
    public required IReadOnlyList<TrainingReport> EarlierStages { get; init; }

    /// <summary>The rows to learn from.</summary>
    public required EncodedExamples Train { get; init; }

    /// <summary>The rows to be judged by.</summary>
    public required EncodedExamples Dev { get; init; }

    /// <summary>Longest row in tokens.</summary>
    public required int MaxLength { get; init; }

    /// <summary>The model, its backbone loaded and its trained values fresh.</summary>
    public required LoadedModel Model { get; init; }

    /// <summary>Weight of each label in the loss; null where all count alike.</summary>
    public required double[]? ClassWeights { get; init; }

    /// <summary>The labels, in the order of their ids; empty where there are none.</summary>
    public required IReadOnlyList<LabelCount> LabelCounts { get; init; }

    /// <summary>Which rows every update takes.</summary>
    public required UpdatePlan Plan { get; init; }

    /// <summary>What the run's states know it by.</summary>
    public required PlannedRun Run { get; init; }

    /// <summary>What products are computed in, and why.</summary>
    public required PrecisionChoice Precision { get; init; }

    /// <summary>What is odd about the data, a sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Tokenizes and loads.</summary>
    /// <param name="stage">The model and the settings.</param>
    /// <param name="earlier">What the stages before were; of a run that begins, the last of them gives the head.</param>
    /// <param name="folder">The backbone.</param>
    /// <param name="data">The examples.</param>
    /// <param name="ranks">Processes that make each update together.</param>
    /// <param name="output">The run's folder, looked at for a run that goes on; null where nothing is written.</param>
    /// <param name="cancellation">Stops between rows.</param>
    /// <exception cref="BadInputException">Something is wrong with data, settings or backbone, or the folder holds another run.</exception>
    public static RunPreparation Make(
        TrainingStage stage, IReadOnlyList<TrainingReport> earlier, BackboneFolder folder, TrainingData data, int ranks, RunFolder? output, CancellationToken cancellation)
    {
        var (definition, options) = (stage.Definition, stage.Options);
        var task = HeadTask.Of(definition.Facts);
        var labels = task.ChooseLabels(definition.Facts, data);
        new BestEpoch(options.ChosenMetric).Require(task.ScoreNames(labels.Names));
        if (!task.ChoosesLabel && (options.ClassWeights is not null || options.LabelSmoothing > 0))
            throw new BadInputException($"{definition.Facts.Name} has a {definition.Facts.Head} head, which does not choose one label of several; leave out {(options.ClassWeights is not null ? "class-weights" : "label-smoothing")}");
        var pairs = data.Train.Concat(data.Dev).Any(example => example.Pair is not null);
        var precision = PrecisionChoice.Of(options.Precision, delta: null, definition.Facts, folder.ConfigOf(definition.Facts), options.Device);
        var loading = LoadOptions(definition, folder, options, labels, pairs, precision.Precision);
        // How long rows may be, the model tells.
        var model = BackboneLoader.Load(definition, folder, loading);
        try
        {
            AdaptedTokens.Require(model, pairs);
            var maxLength = RowLength.Of(options.MaxLength, model, pairs);
            var train = EncodedExamples.Encode(data.Train, data.TrainSource, folder.Text, maxLength, task, labels, cancellation);
            var dev = EncodedExamples.Encode(data.Dev, data.DevSource, folder.Text, maxLength, task, labels, cancellation);
            var counts = train.Targets!.LabelCounts(labels.Count);
            var classWeights = options.ClassWeights?.Resolve(labels, counts);
            var plan = new UpdatePlan(train.Lengths, options, ranks);
            var identity = RunIdentity.Of(stage, folder, data, loading, maxLength, classWeights, ranks);
            var run = new PlannedRun(identity, plan.TotalUpdates, options.Command, maxLength, new StopRules(options, plan.TotalUpdates));
            if (output is not null) run.RequireGoesOn(output, options.Extend);
            cancellation.ThrowIfCancellationRequested();
            // Of several processes the first alone finds the head; the others take over what it begins with.
            if (output is { Earlier: null } && earlier is [.., var before]) CarriedHead.Copy(before.DeltaPath, stage.HeadOf!, model);
            return new RunPreparation
            {
                Stage = stage,
                Task = task,
                EarlierStages = earlier,
                Train = train,
                Dev = dev,
                MaxLength = maxLength,
                Model = model,
                ClassWeights = classWeights,
                LabelCounts = [.. labels.Names.Zip(counts, (name, count) => new LabelCount(name, count))],
                Plan = plan,
                Run = run,
                Precision = precision,
                Warnings = [.. data.Notes, .. DataWarnings.Of(data, labels, train, dev)],
            };
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static LoadOptions LoadOptions(ModelDefinition definition, BackboneFolder folder, TrainingOptions options, LabelSet labels, bool pairs, Precision precision)
    {
        var settings = new Dictionary<string, double>(options.Settings, StringComparer.Ordinal);
        if (definition.Facts.OpenSettings.ContainsKey(AdaptedTokens.Setting))
            settings.TryAdd(AdaptedTokens.Setting, folder.Text.SpecialTokensPerText(pairs));
        return new LoadOptions
        {
            Labels = labels.Names,
            Settings = settings,
            HeadFromFile = false,
            Seed = options.Seed,
            Dropout = options.Dropout,
            Precision = precision,
            Device = options.Device,
        };
    }
}
