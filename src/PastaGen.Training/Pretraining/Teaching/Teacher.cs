using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>A backbone whose vectors of texts are learned from.</summary>
/// <param name="Definition">A model that gives features: the mean of the states of a text's tokens, divided by its length.</param>
/// <param name="Folder">The backbone's folder, its tokenizer among its files.</param>
public sealed record Teacher(ModelDefinition Definition, string Folder)
{
    /// <summary>The teacher in a folder: the first model that reads such a backbone and gives the mean of its states.</summary>
    /// <param name="models">The models to choose from.</param>
    /// <param name="folder">The backbone's folder.</param>
    /// <exception cref="BadInputException">The folder holds no backbone, or none that a model gives features of.</exception>
    public static Teacher Find(IReadOnlyList<ModelDefinition> models, string folder)
    {
        ArgumentNullException.ThrowIfNull(models);
        using var backbone = BackboneFolder.Open(folder);
        var type = backbone.ModelType;
        return new Teacher(
            models.FirstOrDefault(model => model.Facts is { GivesFeatures: true, FeaturesAreMeans: true, PinnedSizes: null } && model.Facts.Architecture == type)
                ?? throw new BadInputException($"{folder}: its config.json says model_type \"{type}\", and no model of this program gives the mean of such an encoder's states"),
            folder);
    }
}
