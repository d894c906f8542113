namespace PastaGen.Training;

/// <summary>One line of a model's plan.</summary>
/// <param name="Name">Its place in the module tree, as a path of member names, such as <c>Layers.0.Attention.Query.weight</c>.</param>
/// <param name="CheckpointName">Its name in a backbone's file, without the family's prefix; null where no backbone holds it.</param>
/// <param name="DeltaName">Its name in a delta; null where it is frozen.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="State">What training does with it.</param>
/// <param name="Reason">Why, in a few words.</param>
/// <param name="Part">The part of the model that it belongs to.</param>
public sealed record PlannedParameter(
    string Name, string? CheckpointName, string? DeltaName, IReadOnlyList<long> Shape, ParameterState State, string Reason, ModelPart Part)
{
    /// <summary>Number of elements.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => checked(product * size));
}

/// <summary>Parts of a model; totals and learning rates are told apart by them.</summary>
public enum ModelPart
{
    /// <summary>The pretrained encoder, its pooler included.</summary>
    Backbone,

    /// <summary>What adaptations add.</summary>
    Adaptation,

    /// <summary>The task's head.</summary>
    Head,
}
