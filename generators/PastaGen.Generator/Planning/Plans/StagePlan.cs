using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Plans;

/// <summary>A stage before a model's own, the last one.</summary>
/// <param name="Model">The class of the stage's model.</param>
/// <param name="Methods">Ids of what it trains, in order.</param>
/// <param name="Share">Its part of the whole training.</param>
/// <param name="LearningRate">Its learning rate where a training names none; null where it is that of the last stage.</param>
internal sealed record StagePlan(TypeSpec Model, EquatableArray<string> Methods, double Share, double? LearningRate);
