using PastaGen.Generator.Planning.Configuration;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning;

/// <summary>From what a model declares to its plan. Pure: the generator and the analyzer call it alike.</summary>
internal static class ModelPlanner
{
    /// <summary>Plans a model.</summary>
    /// <param name="model">What its class declares.</param>
    /// <param name="configs">Those additional files whose path ends with the one that the model names: <see cref="ConfigText.Matching"/>.</param>
    public static PlanResult Plan(ModelSpec model, EquatableArray<ConfigText> configs) => new(null, []);
}
