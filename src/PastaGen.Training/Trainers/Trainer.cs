using PastaGen.LibTorch;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>
/// Trains a model on examples: tokenizes once, goes through the data in batches of like length, judges each epoch on the development
/// data, and keeps the best delta the moment it is found. Where the environment says that this process is one of several, as
/// <c>torchrun</c> does, they train one model together, and the first of them alone writes and tells.
/// </summary>
public sealed class Trainer
{
    private readonly ModelDefinition definition;
    private readonly BackboneFolder folder;

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
        BackboneChecks.Architecture(definition.Facts, folder);
        this.definition = definition;
        this.folder = folder;
    }

    /// <summary>The settings.</summary>
    public TrainingOptions Options { get; }

    /// <summary>Trains on two files and writes <c>delta.safetensors</c>, <c>metrics.jsonl</c> and <c>report.json</c> into a folder.</summary>
    /// <param name="train">The file to learn from.</param>
    /// <param name="dev">The file to judge by.</param>
    /// <param name="output">The folder; it must not hold a run unless the settings allow to overwrite it.</param>
    /// <param name="progress">Told of every event, on the calling thread; null tells nobody.</param>
    /// <param name="cancellation">Stops between micro-batches, in evaluations and in tokenization.</param>
    /// <returns>The report, and the model with its best delta.</returns>
    /// <exception cref="BadInputException">Something is wrong with the files, the settings or the numbers.</exception>
    /// <exception cref="TrainingStoppedException">The token asked to stop; the message says what was kept.</exception>
    public TrainingResult Train(string train, string dev, string output, Action<TrainingEvent>? progress = null, CancellationToken cancellation = default) =>
        Train(TrainingData.Read(train, dev, limit: Options.Limit), output, progress, cancellation);

    /// <summary>Trains on examples and writes <c>delta.safetensors</c>, <c>metrics.jsonl</c> and <c>report.json</c> into a folder.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="output">The folder; it must not hold a run unless the settings allow to overwrite it.</param>
    /// <param name="progress">Told of every event, on the calling thread; null tells nobody.</param>
    /// <param name="cancellation">Stops between micro-batches, in evaluations and in tokenization.</param>
    /// <returns>The report, and the model with its best delta.</returns>
    /// <exception cref="BadInputException">Something is wrong with the data, the settings or the numbers.</exception>
    /// <exception cref="TrainingStoppedException">The token asked to stop; the message says what was kept.</exception>
    public TrainingResult Train(TrainingData data, string output, Action<TrainingEvent>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(output);
        if (Options.Limit is { } limit && data.Train.Count > limit) data = data with { Train = [.. data.Train.Take(limit)] };
        var place = ProcessEnvironment.Read();
        if (place is { Rank: > 0 }) progress = null;
        using var kernels = Determinism.Require(Options.Deterministic);
        // Joined first: when one of them is refused something and ends, the others notice at once.
        using var ranks = Ranks.Join(place, Options.DistributedTimeout, Options.Device);
        using var run = ranks.IsFirst ? RunFolder.Create(output, Options.Overwrite) : null;
        var kept = new BestEpoch(Options.Metric);
        try
        {
            return new TrainingRun(definition, folder, Options, run, ranks, kept, progress).Execute(data, cancellation);
        }
        catch (OperationCanceledException stopped) when (cancellation.IsCancellationRequested || ranks.Stopped)
        {
            throw new TrainingStoppedException($"training was stopped; {kept.Kept(RunFolder.DeltaPathOf(output))}", stopped);
        }
    }
}
