using PastaGen.LibTorch;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>
/// Trains an encoder to predict masked words of plain text, from fresh weights or from a backbone's, and writes a backbone's folder. All
/// randomness is a function of the seed, and a run that was stopped goes on to the same bytes.
/// </summary>
public sealed class Pretrainer
{
    private readonly ModelDefinition definition;

    /// <summary>A pretrainer of a model.</summary>
    /// <param name="definition">A model of open size whose labels are words and that trains everything.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="BadInputException">The model predicts no words, or a setting is out of range.</exception>
    public Pretrainer(ModelDefinition definition, PretrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(options);
        if (!Fits(definition.Facts))
            throw new BadInputException($"{definition.Facts.Name} does not learn masked words with all of its weights; choose a model with a masked-lm head that trains everything");
        options.Validate();
        this.definition = definition;
        Options = options;
    }

    /// <summary>The settings.</summary>
    public PretrainingOptions Options { get; }

    /// <summary>Whether a model can be pretrained: its head predicts words, everything is trained, and its size is open.</summary>
    /// <param name="facts">The model.</param>
    public static bool Fits(ModelFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts is { LabelsAreWords: true, Adaptations: ["full"], PinnedSizes: null };
    }

    /// <summary>Trains on the calling thread and writes <c>backbone</c>, <c>metrics.jsonl</c> and <c>report.json</c> into a folder.</summary>
    /// <param name="output">The folder; a run that it holds must be this one, unless the settings ask to start over.</param>
    /// <param name="progress">Told of every event; null tells nobody.</param>
    /// <param name="cancellation">Stops the run cleanly.</param>
    /// <exception cref="BadInputException">Something is wrong with the text, the settings or the numbers.</exception>
    /// <exception cref="TrainingStoppedException">The token asked to stop; the message says what was kept.</exception>
    public PretrainingReport Pretrain(string output, Action<TrainingEvent>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        if (ProcessEnvironment.Read() is { Size: > 1 } place)
            throw new BadInputException($"pretraining runs in one process, and WORLD_SIZE is {place.Size}; start it once, without WORLD_SIZE");
        foreach (var read in (string?[])[Options.Backbone, Options.Teacher?.Folder])
            if (read is not null && Same(read, Path.Combine(output, Path.GetDirectoryName(BackboneProduct.WeightsPath)!)))
                throw new BadInputException($"{read}: is read by this run and would be written over by it; choose another --output");
        using var kernels = Determinism.Require(Options.Deterministic);
        using var folder = RunFolder.Open(output, Options.Fresh, progress, product: BackboneProduct.WeightsPath);
        try
        {
            using var prepared = PretrainingPreparation.Make(definition, Options, folder, cancellation);
            return new PretrainingRun(definition, prepared, Options, folder).Execute(cancellation);
        }
        catch (OperationCanceledException stopped) when (cancellation.IsCancellationRequested)
        {
            var left = Kept(folder);
            progress?.Invoke(new TrainingStopped(left));
            throw new TrainingStoppedException($"pretraining was stopped; {left}", stopped);
        }
    }

    /// <summary>Trains on a thread of its own; the same as <see cref="Pretrain"/> otherwise.</summary>
    /// <param name="output">The folder.</param>
    /// <param name="cancellation">Stops the run cleanly; the enumeration then ends with <see cref="TrainingStoppedException"/>.</param>
    /// <returns>The run's events; it begins with the enumeration. Leaving the enumeration stops the run cleanly and waits for that.</returns>
    public IAsyncEnumerable<TrainingEvent> PretrainAsync(string output, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        return EventStream.Of((tell, stop) => Pretrain(output, tell, stop), cancellation);
    }

    private static bool Same(string one, string other) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(one)) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(other));

    private string Kept(RunFolder folder)
    {
        var backbone = File.Exists(folder.ProductPath) ? $"the backbone of the last evaluation is kept in {Path.GetDirectoryName(folder.ProductPath)}" : "no evaluation was made, so there is no backbone";
        return folder.SavedUpdates is null or 0
            ? backbone
            : $"{backbone}; the same command goes on after update {folder.SavedUpdates}{(Options.Command is { } command ? $": {command}" : "")}";
    }
}
