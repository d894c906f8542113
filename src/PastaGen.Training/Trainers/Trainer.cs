using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>
/// Trains a model on examples: tokenizes once, goes through the data in batches of like length, judges each epoch on the development
/// data, and keeps the best delta the moment it is found.
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

    /// <summary>Tries all that a run would do, once and on the longest batch, and measures its memory. Writes nothing that stays.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="cancellation">Stops between micro-batches, in evaluations and in tokenization.</param>
    /// <exception cref="BadInputException">Something is wrong with the data or the settings, or the memory is too small.</exception>
    public DryRunReport TryOut(TrainingData data, CancellationToken cancellation = default)
    {
        var prepared = RunPreparation.Make(definition, folder, Options, Limited(data), cancellation);
        using var _ = prepared.Model;
        return DryRun.Try(prepared, Options, cancellation);
    }

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
        data = Limited(data);
        using var run = RunFolder.Create(output, Options.Overwrite, Options.TensorBoard);
        var kept = new BestEpoch(Options.Metric);
        try
        {
            var prepared = RunPreparation.Make(definition, folder, Options, data, cancellation);
            try
            {
                return new TrainingRun(prepared, Options, data.Train, data.TrainSource, run, kept, progress).Execute(cancellation);
            }
            catch
            {
                prepared.Model.Dispose();
                throw;
            }
        }
        catch (OperationCanceledException stopped) when (cancellation.IsCancellationRequested)
        {
            throw new TrainingStoppedException($"training was stopped; {kept.Kept(run.DeltaPath)}", stopped);
        }
    }

    private TrainingData Limited(TrainingData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Options.Limit is { } limit && data.Train.Count > limit ? data with { Train = [.. data.Train.Take(limit)] } : data;
    }
}
