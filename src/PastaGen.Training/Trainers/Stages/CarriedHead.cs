using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>The head that a stage gives to the next: the best one's, as its delta holds it.</summary>
internal static class CarriedHead
{
    /// <summary>Puts the head of a stage into a model, in the place of its fresh one.</summary>
    /// <param name="path">The stage's delta.</param>
    /// <param name="stage">The stage's model.</param>
    /// <param name="model">The model that begins with the head, of the same labels.</param>
    /// <exception cref="BadInputException">The delta does not hold such a head.</exception>
    public static void Copy(string path, ModelFacts stage, LoadedModel model)
    {
        using var delta = SafetensorsFile.Open(path);
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        // By the names in checkpoints, which are the family's and so the same in both models.
        var held = Head(stage, model).ToDictionary(parameter => parameter.CheckpointName!, parameter => parameter.DeltaName!, StringComparer.Ordinal);
        var own = Head(model.Facts, model).Select(parameter => parameter.DeltaName).ToHashSet();
        foreach (var tensor in model.Model.TrainedTensors().Where(tensor => own.Contains(tensor.DeltaName)))
        {
            if (!held.TryGetValue(tensor.CheckpointName!, out var name) || delta.Find(name) is not { } entry || !entry.Shape.SequenceEqual(tensor.Parameter.shape))
                throw new BadInputException($"{path}: has no head like that of {model.Facts.Name} (\"{tensor.CheckpointName}\"); its stage {stage.Name} must be declared with one");
            tensor.Parameter.copy_(delta.Load(name, tensor.Parameter.dtype));
        }
    }

    private static IEnumerable<PlannedParameter> Head(ModelFacts facts, LoadedModel model) =>
        facts.Parameters(model.Model.Shape).Where(parameter => parameter is { Part: ModelPart.Head, DeltaName: not null });
}
