using PastaGen.Modules;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>What a loaded model holds of its one adaptation, and how the Python PEFT library calls the parts of it.</summary>
internal static class AdapterContent
{
    /// <summary>The adaptation, as its format reads it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="id">The adaptation's id.</param>
    /// <param name="format">How the library's files hold it.</param>
    /// <param name="refusal">The beginning of the sentence about what those cannot hold.</param>
    /// <returns>Tensors of the caller's scope.</returns>
    public static TrainedAdapter Of(LoadedModel model, string id, PythonFormat format, string refusal)
    {
        var (facts, shape) = (model.Facts, model.Model.Shape);
        var heads = HeadNames(facts, shape);
        var weights = facts.Parameters(shape).Where(parameter => parameter.CheckpointName?.EndsWith(".weight", StringComparison.Ordinal) == true);
        return new()
        {
            Config = model.Config,
            Prefix = facts.CheckpointPrefix,
            Tensors = model.Model.TrainedTensors().Where(tensor => !heads.ContainsKey(tensor.DeltaName))
                .ToDictionary(tensor => tensor.DeltaName, tensor => tensor.Parameter.detach().cpu(), StringComparer.Ordinal),
            Settings = new AttributeSettings(format.Attribute).Of(facts, shape, id),
            Modules = weights.ToDictionary(
                parameter => (parameter.Part == ModelPart.Head ? "" : facts.CheckpointPrefix) + parameter.CheckpointName![..^".weight".Length],
                parameter => parameter.Shape, StringComparer.Ordinal),
            Biases = [.. facts.Parameters(shape).Where(parameter => parameter.Part == ModelPart.Backbone).Select(parameter => parameter.CheckpointName)
                .OfType<string>().Where(name => name.EndsWith(".bias", StringComparison.Ordinal))],
            Refused = reason => new BadInputException($"{refusal}: {reason}"),
        };
    }

    /// <summary>The names of the head's parameters in a checkpoint, by those in a delta.</summary>
    public static Dictionary<string, string> HeadNames(ModelFacts facts, ModelShape shape) => facts.Parameters(shape)
        .Where(parameter => parameter is { Part: ModelPart.Head, DeltaName: not null, CheckpointName: not null })
        .ToDictionary(parameter => parameter.DeltaName!, parameter => parameter.CheckpointName!, StringComparer.Ordinal);
}
