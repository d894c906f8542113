using PastaGen.LibTorch;
using PastaGen.Text;
using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>
/// Trains a model on examples: tokenizes once, goes through the data in batches of like length, judges each epoch on the development
/// data, and keeps the best delta the moment it is found. Where the environment says that this process is one of several, as
/// <c>torchrun</c> does, they train one model together, and the first of them alone writes and tells.
/// </summary>
public sealed class Trainer
{
    private static int hasMet;

    private readonly ModelDefinition definition;
    private readonly BackboneFolder folder;
    private readonly HeadTask task;

    /// <summary>A trainer of a model on a backbone.</summary>
    /// <param name="definition">The model.</param>
    /// <param name="folder">The backbone; it stays the caller's.</param>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <exception cref="BadInputException">A setting is out of range, or the backbone is of another architecture.</exception>
    public Trainer(ModelDefinition definition, BackboneFolder folder, TrainingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(folder);
        Options = options ?? new TrainingOptions();
        Options.Validate();
        _ = folder.ConfigOf(definition.Facts);
        task = HeadTask.Of(definition.Facts);
        this.definition = definition;
        this.folder = folder;
    }

    /// <summary>The settings.</summary>
    public TrainingOptions Options { get; }

    /// <summary>Takes wishes while a run goes on, from any thread.</summary>
    public TrainingControl Control { get; } = new();

    /// <summary>Callbacks that remember something; they go on with a run that was stopped. Told of every event on the thread that trains.</summary>
    public IList<ITrainingCallback> Callbacks { get; } = [];

    /// <summary>
    /// Trains on two files and writes <c>delta.safetensors</c>, <c>metrics.jsonl</c> and <c>report.json</c> into a folder. Where the folder
    /// holds the same run, unfinished, it goes on from its newest state; a finished one is not trained again. The stages before a model's own
    /// write theirs into <c>stage-1</c> and so on below.
    /// </summary>
    /// <param name="train">The file to learn from.</param>
    /// <param name="dev">The file to judge by.</param>
    /// <param name="output">The folder; a run that it holds must be this one, unless the settings ask to start over.</param>
    /// <param name="progress">Told of every event, on the calling thread; null tells nobody.</param>
    /// <param name="cancellation">Stops between micro-batches, in evaluations and in tokenization.</param>
    /// <returns>The report, and the model with its best delta.</returns>
    /// <exception cref="BadInputException">Something is wrong with the files, the settings or the numbers.</exception>
    /// <exception cref="TrainingStoppedException">The token asked to stop; the message says what was kept.</exception>
    public TrainingResult Train(string train, string dev, string output, Action<TrainingEvent>? progress = null, CancellationToken cancellation = default) =>
        Train(Read(train, dev, cancellation), output, progress, cancellation);

    /// <summary>
    /// Trains on examples and writes <c>delta.safetensors</c>, <c>metrics.jsonl</c> and <c>report.json</c> into a folder. Where the folder
    /// holds the same run, unfinished, it goes on from its newest state; a finished one is not trained again. The stages before a model's own
    /// write theirs into <c>stage-1</c> and so on below.
    /// </summary>
    /// <param name="data">The examples.</param>
    /// <param name="output">The folder; a run that it holds must be this one, unless the settings ask to start over.</param>
    /// <param name="progress">Told of every event, on the calling thread; null tells nobody.</param>
    /// <param name="cancellation">Stops between micro-batches, in evaluations and in tokenization.</param>
    /// <returns>The report, and the model with its best delta.</returns>
    /// <exception cref="BadInputException">Something is wrong with the data, the settings or the numbers.</exception>
    /// <exception cref="TrainingStoppedException">The token asked to stop; the message says what was kept.</exception>
    public TrainingResult Train(TrainingData data, string output, Action<TrainingEvent>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(output);
        data = Limited(data);
        var place = ProcessEnvironment.Read();
        if (place is not null) RequireFirstMeeting(place.Size);
        if (place is { Rank: > 0 }) progress = null;
        using var kernels = Determinism.Require(Options.Deterministic);
        // Joined first: when one of them is refused something and ends, the others notice at once.
        using var ranks = Ranks.Join(place, Options.DistributedTimeout, Options.Device);
        var options = Chosen(data);
        var stages = TrainingStage.Of(definition, options);
        using var run = ranks.IsFirst ? RunFolder.Open(output, options.Fresh, progress, tensorBoard: options.TensorBoard) : null;
        // A wish that came after the last run's end was meant for that run.
        Control.Take();
        var callbacks = new TrainingCallbacks(Callbacks, Control);
        return new StagedTraining(folder, data, ranks, callbacks, Control, progress).Execute(stages, output, run, cancellation);
    }

    /// <summary>Tries all that a run would do, each stage once and on the longest batch, and measures its memory. Writes nothing that stays.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="cancellation">Stops between micro-batches, in evaluations and in tokenization.</param>
    /// <returns>What the last stage takes.</returns>
    /// <exception cref="BadInputException">Something is wrong with the data or the settings, or the memory is too small.</exception>
    public DryRunReport TryOut(TrainingData data, CancellationToken cancellation = default)
    {
        data = Limited(data);
        var options = Chosen(data);
        DryRunReport? report = null;
        foreach (var stage in TrainingStage.Of(definition, options))
        {
            var prepared = RunPreparation.Make(stage, [], folder, data, ranks: 1, output: null, cancellation);
            using var _ = prepared.Model;
            report = DryRun.Try(prepared, cancellation);
        }
        return report!;
    }

    /// <summary>The score that chooses the best epoch of a run: the settings', else the usual one of the model's head and the data's labels.</summary>
    /// <param name="data">The run's examples.</param>
    /// <exception cref="BadInputException">The examples' labels leave nothing to tell apart.</exception>
    public Metric MetricOf(TrainingData data) => Options.Metric ?? task.UsualMetric(task.ChooseLabels(definition.Facts, Limited(data)).Names);

    private TrainingOptions Chosen(TrainingData data) => Options with { Metric = MetricOf(data) };

    // Who came early to a second meeting would reach the first one's place, which closes while they wait.
    private static void RequireFirstMeeting(int processes)
    {
        if (Interlocked.Exchange(ref hasMet, 1) == 1)
            throw new BadInputException($"these {processes} processes (WORLD_SIZE) have trained one model together and do not meet again; start them anew for the next one");
    }

    private TrainingData Read(string train, string dev, CancellationToken cancellation)
    {
        try
        {
            return TrainingData.Read(train, dev, new DataOptions { Target = task.Target, Limit = Options.Limit }, cancellation: cancellation);
        }
        catch (OperationCanceledException stopped) when (cancellation.IsCancellationRequested)
        {
            throw new TrainingStoppedException("training was stopped while its data was read; nothing was written", stopped);
        }
    }

    private TrainingData Limited(TrainingData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Options.Limit is { } limit && data.Train.Count > limit ? data with { Train = [.. data.Train.Take(limit)] } : data;
    }
}
