using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>
/// Trains a <see cref="TextClassifier{TLabel}"/>, which then predicts with the best delta. One run at a time, and no prediction meanwhile
/// from another thread; <see cref="Control"/> may be used from anywhere.
/// </summary>
/// <typeparam name="TLabel">The enum; its values are the label ids.</typeparam>
public sealed class ClassifierTrainer<TLabel>
    where TLabel : struct, Enum
{
    internal ClassifierTrainer(TextClassifier<TLabel> classifier, ClassifierTrainer untyped)
    {
        Classifier = classifier;
        Untyped = untyped;
    }

    /// <summary>The classifier that is trained.</summary>
    public TextClassifier<TLabel> Classifier { get; }

    /// <summary>The same trainer, its labels as texts.</summary>
    public ClassifierTrainer Untyped { get; }

    /// <summary>The settings.</summary>
    public TrainingOptions Options => Untyped.Options;

    /// <summary>Takes wishes while a run goes on.</summary>
    public TrainingControl Control => Untyped.Control;

    /// <summary>Callbacks of one's own that remember something; they go on with a run that was stopped.</summary>
    public IList<ITrainingCallback> Callbacks => Untyped.Callbacks;

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
    public IAsyncEnumerable<TrainingEvent> TrainAsync(string train, string dev, string output, CancellationToken cancellation = default) =>
        Untyped.TrainAsync(train, dev, output, cancellation);

    /// <summary>Trains on texts in memory; everything else is as with files.</summary>
    /// <param name="train">The texts to learn from.</param>
    /// <param name="dev">The texts to judge by.</param>
    /// <param name="output">The folder.</param>
    /// <param name="cancellation">Stops the run cleanly; the enumeration then ends with <see cref="TrainingStoppedException"/>.</param>
    /// <returns>The run's events, as with files.</returns>
    /// <exception cref="Text.BadInputException">While enumerating: something is wrong with the data, the settings or the numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no member of the enum.</exception>
    public IAsyncEnumerable<TrainingEvent> TrainAsync(
        IEnumerable<(string Text, TLabel Label)> train, IEnumerable<(string Text, TLabel Label)> dev, string output, CancellationToken cancellation = default) =>
        TrainAsync(train.Select(row => new LabeledText<TLabel>(row.Text, row.Label)), dev.Select(row => new LabeledText<TLabel>(row.Text, row.Label)), output, cancellation);

    /// <summary>Trains on texts in memory, of which some may be pairs; everything else is as with files.</summary>
    /// <param name="train">The texts to learn from.</param>
    /// <param name="dev">The texts to judge by.</param>
    /// <param name="output">The folder.</param>
    /// <param name="cancellation">Stops the run cleanly; the enumeration then ends with <see cref="TrainingStoppedException"/>.</param>
    /// <returns>The run's events, as with files.</returns>
    /// <exception cref="Text.BadInputException">While enumerating: something is wrong with the data, the settings or the numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no member of the enum.</exception>
    public IAsyncEnumerable<TrainingEvent> TrainAsync(
        IEnumerable<LabeledText<TLabel>> train, IEnumerable<LabeledText<TLabel>> dev, string output, CancellationToken cancellation = default) =>
        Untyped.TrainAsync(new TrainingData(Examples(train), Examples(dev)), output, cancellation);

    // By their place among the declared names, which need not be spelled as the enum's members are.
    private Example[] Examples(IEnumerable<LabeledText<TLabel>> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var names = Classifier.Untyped.Definition.Facts.Labels;
        return [.. texts.Select((text, place) => new Example(text.Text, text.Pair, NameOf(text.Label), place + 1))];

        string NameOf(TLabel label) => Enum.IsDefined(label) && Convert.ToInt32(label, System.Globalization.CultureInfo.InvariantCulture) is var id && (names is null || id < names.Count)
            ? names?[id] ?? label.ToString()
            : throw new ArgumentOutOfRangeException(nameof(texts), label, $"{typeof(TLabel).Name} has no member of that value");
    }
}
