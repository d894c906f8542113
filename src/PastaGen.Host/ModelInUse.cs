using PastaGen.Text;
using PastaGen.Training;

namespace PastaGen.Host;

/// <summary>A trained model with its backbone's folder open, as evaluation and prediction use it. Owns both.</summary>
/// <param name="Folder">The backbone.</param>
/// <param name="Model">The model, its delta in place.</param>
/// <param name="Precision">What it computes in, and why.</param>
/// <param name="BatchSize">Rows that are computed together.</param>
/// <param name="MaxLength">Longest row in tokens; null means as many as the encoder reads.</param>
internal sealed record ModelInUse(BackboneFolder Folder, LoadedModel Model, PrecisionChoice Precision, int BatchSize, int? MaxLength) : IDisposable
{
    /// <summary>Loads a model and its delta, or an adapter folder of the Python PEFT library in the place of one.</summary>
    /// <exception cref="BadInputException">Backbone, delta and model do not belong together, or the model has no trained head.</exception>
    internal static ModelInUse Load(ModelDefinition definition, string backbone, string? deltaPath, LoadOptions options, int batchSize, int? maxLength)
    {
        if (!definition.Facts.GivesFeatures) definition.Facts.RequireTarget();
        var folder = BackboneFolder.Open(backbone);
        try
        {
            using var adapter = Directory.Exists(deltaPath) ? PythonAdapter.Open(deltaPath, definition) : null;
            using var delta = deltaPath is null || adapter is not null ? null : DeltaFile.Open(deltaPath);
            var precision = PrecisionChoice.Of(options.Precision, delta?.Header, definition.Facts, folder.ConfigOf(definition.Facts), options.Device);
            options = options with { Precision = precision.Precision };
            var model = adapter?.LoadModel(folder, options) ?? delta?.LoadModel(definition, folder, options) ?? Trained(definition, folder, options);
            return new ModelInUse(folder, model, precision, batchSize, maxLength ?? delta?.Header?.MaxLength);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Model.Dispose();
        Folder.Dispose();
    }

    private static LoadedModel Trained(ModelDefinition definition, BackboneFolder folder, LoadOptions options)
    {
        var model = BackboneLoader.Load(definition, folder, options);
        if (definition.Facts.GivesFeatures) return model;
        if (model.Labels.Count > 0 && folder.Weights.Find(definition.Facts.HeadTensorName) is not null) return model;
        model.Dispose();
        throw new BadInputException($"{folder.Path}: holds no trained head for {definition.Facts.Name}; --delta FILE names what training wrote");
    }
}
