using System.Runtime.CompilerServices;
using PastaGen.Text;
using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>
/// A model that answers for texts over one backbone: train it or load a delta, then predict. The emitted <c>LoadBackbone</c> of a model whose
/// labels are open gives one. Not safe for several threads at a time: a
/// program that predicts on several opens a classifier for each, or takes turns.
/// </summary>
public sealed class TextClassifier : IDisposable
{
    private readonly LoadOptions options;
    private LoadedModel? loaded;
    private Predictor? predictor;

    private TextClassifier(ModelDefinition definition, BackboneFolder folder, LoadOptions options)
    {
        Definition = definition;
        Folder = folder;
        this.options = options;
    }

    /// <summary>The entry of the list of models.</summary>
    public ModelDefinition Definition { get; }

    /// <summary>The backbone.</summary>
    public BackboneFolder Folder { get; }

    /// <summary>The model that predicts: the one trained or loaded last, else the one that the backbone's file alone gives.</summary>
    /// <exception cref="BadInputException">The backbone does not fit the model.</exception>
    public LoadedModel Loaded => loaded ??= BackboneLoader.Load(Definition, Folder, Chosen(delta: null));

    /// <summary>Opens a backbone for a model.</summary>
    /// <param name="definition">The model.</param>
    /// <param name="folder">The backbone's folder.</param>
    /// <param name="options">Precision and device; null takes the defaults.</param>
    /// <exception cref="BadInputException">The folder does not hold a backbone of the model's architecture and size, or the model has no labels.</exception>
    public static TextClassifier LoadBackbone(ModelDefinition definition, string folder, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        definition.Facts.RequireTarget();
        var opened = BackboneFolder.Open(folder);
        try
        {
            BackboneChecks.Sizes(definition.Facts, opened.ConfigOf(definition.Facts), opened);
            return new TextClassifier(definition, opened, options ?? new LoadOptions());
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Takes a delta; what was trained or loaded before is dropped.</summary>
    /// <param name="path">The delta's file.</param>
    /// <returns>This classifier.</returns>
    /// <exception cref="BadInputException">The delta belongs to another model, backbone or tokenizer.</exception>
    public TextClassifier LoadDelta(string path)
    {
        using var delta = DeltaFile.Open(path);
        Use(delta.LoadModel(Definition, Folder, Chosen(delta.Header)), delta.Header!.MaxLength);
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
        CreateTrainer(settings).Train(train, dev, output, progress, cancellation);

    /// <summary>A trainer of this classifier, which then predicts with the best delta of the last run.</summary>
    /// <param name="settings">The settings; null takes the defaults. Precision and device are the classifier's where they are not named.</param>
    /// <exception cref="BadInputException">A setting is out of range.</exception>
    public ClassifierTrainer CreateTrainer(TrainingOptions? settings = null)
    {
        settings ??= new TrainingOptions();
        return new(this, settings with { Precision = settings.Precision ?? options.Precision, Device = settings.Device ?? options.Device });
    }

    /// <summary>Predicts one text, or one pair.</summary>
    /// <param name="text">The text, or the first of the two.</param>
    /// <param name="pair">The second text; null where there is one.</param>
    /// <exception cref="BadInputException">Nothing was trained or loaded yet, so that there is no head.</exception>
    public Prediction Predict(string text, string? pair = null) => InUse.Predict(text, pair);

    /// <summary>Answers many rows as the model's head does: with labels, numbers, or a tag for each of a row's words.</summary>
    /// <param name="rows">The rows; targets are not looked at.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>An answer to each row, in their order.</returns>
    /// <exception cref="BadInputException">Nothing was trained or loaded yet, so that there is no head.</exception>
    public IEnumerable<Answer> Answer(IEnumerable<Example> rows, CancellationToken cancellation = default) => InUse.Answer(rows, cancellation);

    /// <summary>Predicts many texts, read and answered a few hundred at a time as the answers are asked for.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>A prediction for each text, in their order.</returns>
    /// <exception cref="BadInputException">Nothing was trained or loaded yet, so that there is no head.</exception>
    public IEnumerable<Prediction> PredictAll(IEnumerable<string> texts, CancellationToken cancellation = default) =>
        InUse.Predict(texts.Select((text, place) => new Example(text, null, null, place + 1)), cancellation);

    /// <summary>Predicts texts as they arrive, a batch at a time.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="batchSize">Texts that are waited for and computed together; 1 answers each at once.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>A prediction for each text, in their order.</returns>
    /// <exception cref="BadInputException">While enumerating: nothing was trained or loaded yet, so that there is no head.</exception>
    public async IAsyncEnumerable<Prediction> PredictAllAsync(
        IAsyncEnumerable<string> texts, int batchSize = 32, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        await foreach (var part in texts.Chunk(batchSize).WithCancellation(cancellation).ConfigureAwait(false))
            foreach (var prediction in PredictAll(part, cancellation)) yield return prediction;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        loaded?.Dispose();
        Folder.Dispose();
    }

    private Predictor InUse => predictor ??= new Predictor(Loaded);

    private LoadOptions Chosen(DeltaHeader? delta) =>
        options with { Precision = PrecisionChoice.Of(options.Precision, delta, Definition.Facts, Folder.ConfigOf(Definition.Facts), options.Device).Precision };

    internal void Use(LoadedModel model, int? maxLength)
    {
        loaded?.Dispose();
        loaded = model;
        predictor = new Predictor(model, maxLength);
    }
}
