namespace PastaGen.Training;

/// <summary>An entry of the list of models that a host offers.</summary>
/// <param name="Facts">What the compiler knows of the model.</param>
/// <param name="Create">Makes the model's module tree; its backbone is not loaded yet.</param>
public sealed record ModelDefinition(ModelFacts Facts, Func<ModelShape, TaskModel> Create)
{
    /// <summary>What is trained before it on the same backbone, in order; the model begins with the head of the last of them.</summary>
    public IReadOnlyList<ModelStage> Stages { get; init; } = [];
}
