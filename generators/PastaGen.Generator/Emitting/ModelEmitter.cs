using PastaGen.Generator.Planning;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Emitting;

/// <summary>From a plan to files. Each part is a file of its own, so that what did not change is not parsed again.</summary>
internal static class ModelEmitter
{
    private static readonly ModelPart[] Parts =
        [new NetworkPart(), new LayerPart(), new BlocksPart(), new HeadModulePart(), new BackbonePart(), new DeltaPart(), new OptimizerPart(), new MergingPart(), new PlanPart()];

    /// <summary>The files of a model: all its parts, or its surface where the declaration is wrong.</summary>
    public static IEnumerable<EmittedFile> Emit(ModelSpec model, PlanResult result)
    {
        if (result.Plan is { } plan) return [ModelStub.Emit(plan), .. Parts.Where(part => part.IsPartOf(plan)).Select(part => part.Emit(plan))];
        return ModelSurface.Emit(model, result.Complaints) is { } surface ? [surface] : [];
    }
}
