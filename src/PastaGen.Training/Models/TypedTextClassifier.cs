using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>
/// A <see cref="TextClassifier"/> whose labels are an enum. The emitted <c>LoadBackbone</c> of a model that declares its labels gives
/// one. Not safe for several threads at a time: a program that predicts on several opens a classifier for each, or takes turns.
/// </summary>
/// <typeparam name="TLabel">The enum; its values are the label ids.</typeparam>
public sealed class TextClassifier<TLabel> : IDisposable
    where TLabel : struct, Enum
{
    /// <summary>Gives an enum to a classifier's labels.</summary>
    /// <param name="untyped">The classifier; it becomes this one's to dispose of.</param>
    public TextClassifier(TextClassifier untyped) => Untyped = untyped;

    /// <summary>The same classifier, its labels as texts.</summary>
    public TextClassifier Untyped { get; }

    /// <summary>Takes a delta; what was trained or loaded before is dropped.</summary>
    /// <param name="path">The delta's file.</param>
    /// <returns>This classifier.</returns>
    /// <exception cref="BadInputException">The delta belongs to another model, backbone or tokenizer.</exception>
    public TextClassifier<TLabel> LoadDelta(string path)
    {
        Untyped.LoadDelta(path);
        return this;
    }

    /// <summary>Trains on two files; the classifier then predicts with the best delta.</summary>
    /// <param name="train">The file to learn from.</param>
    /// <param name="dev">The file to judge by.</param>
    /// <param name="output">The folder that the delta, the metrics and the report go to.</param>
    /// <param name="settings">The settings; null takes the defaults.</param>
    /// <param name="progress">Told of every event; null tells nobody.</param>
    /// <param name="cancellation">Stops the run; the best delta so far is kept in the folder.</param>
    /// <exception cref="BadInputException">Something is wrong with the files, the settings or the numbers.</exception>
    /// <exception cref="TrainingStoppedException">The token asked to stop; the message says what was kept.</exception>
    public TrainingReport Train(
        string train, string dev, string output, TrainingOptions? settings = null, Action<TrainingEvent>? progress = null, CancellationToken cancellation = default) =>
        Untyped.Train(train, dev, output, settings, progress, cancellation);

    /// <summary>A trainer of this classifier, which then predicts with the best delta of the last run.</summary>
    /// <param name="settings">The settings; null takes the defaults. Precision and device are the classifier's where they are not named.</param>
    /// <exception cref="BadInputException">A setting is out of range.</exception>
    public ClassifierTrainer<TLabel> CreateTrainer(TrainingOptions? settings = null) => new(this, Untyped.CreateTrainer(settings));

    /// <summary>Predicts one text, or one pair.</summary>
    /// <param name="text">The text, or the first of the two.</param>
    /// <param name="pair">The second text; null where there is one.</param>
    /// <exception cref="BadInputException">Nothing was trained or loaded yet, so that there is no head.</exception>
    public Prediction<TLabel> Predict(string text, string? pair = null) => Untyped.Predict(text, pair).As<TLabel>();

    /// <summary>Predicts many texts, read and answered a few hundred at a time as the answers are asked for.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>A prediction for each text, in their order.</returns>
    /// <exception cref="BadInputException">Nothing was trained or loaded yet, so that there is no head.</exception>
    public IEnumerable<Prediction<TLabel>> PredictAll(IEnumerable<string> texts, CancellationToken cancellation = default) =>
        Untyped.PredictAll(texts, cancellation).Select(prediction => prediction.As<TLabel>());

    /// <summary>Predicts texts as they arrive, a batch at a time.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="batchSize">Texts that are waited for and computed together; 1 answers each at once.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>A prediction for each text, in their order.</returns>
    /// <exception cref="BadInputException">While enumerating: nothing was trained or loaded yet, so that there is no head.</exception>
    public IAsyncEnumerable<Prediction<TLabel>> PredictAllAsync(IAsyncEnumerable<string> texts, int batchSize = 32, CancellationToken cancellation = default) =>
        Untyped.PredictAllAsync(texts, batchSize, cancellation).Select(prediction => prediction.As<TLabel>());

    /// <inheritdoc/>
    public void Dispose() => Untyped.Dispose();
}
