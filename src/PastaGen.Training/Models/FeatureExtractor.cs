using PastaGen.Text;
using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>
/// A model that gives texts vectors, over one backbone; there is nothing to train and no delta. The emitted <c>LoadBackbone</c> of a model
/// with <see cref="FeatureExtractionAttribute"/> gives one. Not safe for several threads at a time: a program that computes on several
/// opens an extractor for each, or takes turns.
/// </summary>
public sealed class FeatureExtractor : IDisposable
{
    private readonly Predictor predictor;

    private FeatureExtractor(LoadedModel loaded)
    {
        Loaded = loaded;
        predictor = new Predictor(loaded);
    }

    /// <summary>The model, its backbone in place.</summary>
    public LoadedModel Loaded { get; }

    /// <summary>Opens a backbone for a model, and loads it.</summary>
    /// <param name="definition">The model.</param>
    /// <param name="folder">The backbone's folder.</param>
    /// <param name="options">Precision and device; null takes the defaults.</param>
    /// <exception cref="BadInputException">The folder does not hold a backbone of the model's architecture and size, or the model does not give features.</exception>
    public static FeatureExtractor LoadBackbone(ModelDefinition definition, string folder, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var facts = definition.Facts;
        if (!facts.GivesFeatures) throw new BadInputException($"{facts.Name} has a {facts.Head} head, which gives no features; open it as a classifier");
        options ??= new LoadOptions();
        var opened = BackboneFolder.Open(folder);
        try
        {
            var precision = PrecisionChoice.Of(options.Precision, delta: null, facts, opened.ConfigOf(facts), options.Device).Precision;
            return new FeatureExtractor(BackboneLoader.Load(definition, opened, options with { Precision = precision }));
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>The features of one text, or of one pair.</summary>
    /// <param name="text">The text, or the first of the two.</param>
    /// <param name="pair">The second text; null where there is one.</param>
    /// <returns>A vector <c>[hidden]</c>.</returns>
    public IReadOnlyList<float> Extract(string text, string? pair = null) => ExtractAll([new Example(text, pair, null, 1)]).Single();

    /// <summary>The features of many texts, read and computed a few hundred at a time as they are asked for.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>A vector <c>[hidden]</c> for each text, in their order.</returns>
    public IEnumerable<IReadOnlyList<float>> ExtractAll(IEnumerable<string> texts, CancellationToken cancellation = default) =>
        ExtractAll(texts.Select((text, place) => new Example(text, null, null, place + 1)), cancellation);

    /// <summary>The features of many rows, of which some may be pairs; targets are not looked at.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>A vector <c>[hidden]</c> for each row, in their order.</returns>
    public IEnumerable<IReadOnlyList<float>> ExtractAll(IEnumerable<Example> rows, CancellationToken cancellation = default) =>
        predictor.Answer(rows, cancellation).Cast<FeaturesAnswer>().Select(answer => answer.Values);

    /// <inheritdoc/>
    public void Dispose()
    {
        Loaded.Dispose();
        Loaded.Folder.Dispose();
    }
}
