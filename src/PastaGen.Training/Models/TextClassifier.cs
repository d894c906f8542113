using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>
/// A classifier of texts over one backbone: train it or load a delta, then predict. The emitted <c>LoadBackbone</c> of a model whose
/// labels are open gives one. Not safe for several threads at a time.
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
    /// <exception cref="BadInputException">The folder does not hold a backbone of the model's architecture and size.</exception>
    public static TextClassifier LoadBackbone(ModelDefinition definition, string folder, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var opened = BackboneFolder.Open(folder);
        try
        {
            BackboneChecks.Architecture(definition.Facts, opened);
            BackboneChecks.Sizes(definition.Facts, opened);
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
        string train, string dev, string output, TrainingOptions? settings = null, Action<TrainingEvent>? progress = null, CancellationToken cancellation = default)
    {
        var trainer = CreateTrainer(settings);
        var result = trainer.Train(train, dev, output, progress, cancellation);
        Use(result.Model, trainer.Options.MaxLength);
        return result.Report;
    }

    /// <summary>A trainer on this backbone, for runs of one's own; what it trains is not taken over.</summary>
    /// <param name="settings">The settings; null takes the defaults. Precision and device are the classifier's where they are not named.</param>
    public Trainer CreateTrainer(TrainingOptions? settings = null)
    {
        settings ??= new TrainingOptions();
        return new(Definition, Folder, settings with { Precision = settings.Precision ?? options.Precision, Device = settings.Device ?? options.Device });
    }

    /// <summary>Predicts one text, or one pair.</summary>
    /// <param name="text">The text, or the first of the two.</param>
    /// <param name="pair">The second text; null where there is one.</param>
    /// <exception cref="BadInputException">Nothing was trained or loaded yet, so that there is no head.</exception>
    public Prediction Predict(string text, string? pair = null) => (predictor ??= new Predictor(Loaded)).Predict(text, pair);

    /// <inheritdoc/>
    public void Dispose()
    {
        loaded?.Dispose();
        Folder.Dispose();
    }

    private LoadOptions Chosen(DeltaHeader? delta) =>
        options with { Precision = PrecisionChoice.Of(options.Precision, delta, Definition.Facts, Folder.Config, options.Device).Precision };

    private void Use(LoadedModel model, int? maxLength)
    {
        loaded?.Dispose();
        loaded = model;
        predictor = new Predictor(model, maxLength);
    }
}
