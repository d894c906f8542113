namespace PastaGen.Training;

/// <summary>
/// Trains a <see cref="TextClassifier"/>, which then predicts with the best delta. One run at a time, and no prediction meanwhile from
/// another thread; <see cref="Control"/> may be used from anywhere.
/// </summary>
public sealed class ClassifierTrainer
{
    private readonly Trainer trainer;

    internal ClassifierTrainer(TextClassifier classifier, TrainingOptions options)
    {
        Classifier = classifier;
        trainer = new Trainer(classifier.Definition, classifier.Folder, options);
    }

    /// <summary>The classifier that is trained.</summary>
    public TextClassifier Classifier { get; }

    /// <summary>The settings.</summary>
    public TrainingOptions Options => trainer.Options;

    /// <summary>Takes wishes while a run goes on.</summary>
    public TrainingControl Control => trainer.Control;

    /// <summary>Callbacks of one's own that remember something; they go on with a run that was stopped.</summary>
    public IList<ITrainingCallback> Callbacks => trainer.Callbacks;

    /// <summary>Trains on two files and writes <c>delta.safetensors</c>, <c>metrics.jsonl</c> and <c>report.json</c> into a folder.</summary>
    /// <param name="train">The file to learn from.</param>
    /// <param name="dev">The file to judge by.</param>
    /// <param name="output">The folder.</param>
    /// <param name="cancellation">Stops the run cleanly; the enumeration then ends with <see cref="TrainingStoppedException"/>.</param>
    /// <returns>
    /// The run's events; it begins with the enumeration. A reader that falls behind misses updates and nothing else. Leaving the enumeration
    /// stops the run cleanly and waits for that.
    /// </returns>
    /// <exception cref="Text.BadInputException">While enumerating: something is wrong with the files, the settings or the numbers.</exception>
    public IAsyncEnumerable<TrainingEvent> TrainAsync(string train, string dev, string output, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(train);
        ArgumentException.ThrowIfNullOrEmpty(dev);
        ArgumentException.ThrowIfNullOrEmpty(output);
        return EventStream.Of((tell, stop) => Take(trainer.Train(train, dev, output, tell, stop)), cancellation);
    }

    /// <summary>Trains on examples in memory; everything else is as with files.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="output">The folder.</param>
    /// <param name="cancellation">Stops the run cleanly; the enumeration then ends with <see cref="TrainingStoppedException"/>.</param>
    /// <returns>The run's events, as with files.</returns>
    /// <exception cref="Text.BadInputException">While enumerating: something is wrong with the data, the settings or the numbers.</exception>
    public IAsyncEnumerable<TrainingEvent> TrainAsync(TrainingData data, string output, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(output);
        return EventStream.Of((tell, stop) => Take(trainer.Train(data, output, tell, stop)), cancellation);
    }

    /// <summary>Trains on two files on the calling thread.</summary>
    /// <param name="train">The file to learn from.</param>
    /// <param name="dev">The file to judge by.</param>
    /// <param name="output">The folder.</param>
    /// <param name="progress">Told of every event; null tells nobody.</param>
    /// <param name="cancellation">Stops the run cleanly.</param>
    /// <exception cref="Text.BadInputException">Something is wrong with the files, the settings or the numbers.</exception>
    /// <exception cref="TrainingStoppedException">The token asked to stop; the message says what was kept.</exception>
    public TrainingReport Train(string train, string dev, string output, Action<TrainingEvent>? progress = null, CancellationToken cancellation = default) =>
        Take(trainer.Train(train, dev, output, progress, cancellation));

    /// <summary>Trains on examples in memory on the calling thread.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="output">The folder.</param>
    /// <param name="progress">Told of every event; null tells nobody.</param>
    /// <param name="cancellation">Stops the run cleanly.</param>
    /// <exception cref="Text.BadInputException">Something is wrong with the data, the settings or the numbers.</exception>
    /// <exception cref="TrainingStoppedException">The token asked to stop; the message says what was kept.</exception>
    public TrainingReport Train(TrainingData data, string output, Action<TrainingEvent>? progress = null, CancellationToken cancellation = default) =>
        Take(trainer.Train(data, output, progress, cancellation));

    /// <summary>Tries all that a run would do, once and on the longest batch, and measures its memory. Keeps nothing.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="Text.BadInputException">Something is wrong with the data or the settings, or the memory is too small.</exception>
    public DryRunReport TryOut(TrainingData data, CancellationToken cancellation = default) => trainer.TryOut(data, cancellation);

    /// <summary>The score that chooses the best epoch of a run: the settings', else the usual one of the model's head and the data's labels.</summary>
    /// <param name="data">The run's examples.</param>
    /// <exception cref="Text.BadInputException">The examples' labels leave nothing to tell apart.</exception>
    public Metric MetricOf(TrainingData data) => trainer.MetricOf(data);

    private TrainingReport Take(TrainingResult result)
    {
        Classifier.Use(result.Model, Options.MaxLength);
        return result.Report;
    }
}
