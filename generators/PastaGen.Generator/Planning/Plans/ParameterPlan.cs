using PastaGen.Generator.Planning.States;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Plans;

/// <summary>A linear, an embedding or a norm where it stands in the architecture.</summary>
internal sealed record WeightsPlan
{
    /// <summary>The architecture's member that holds it.</summary>
    public required PropertySpec Property { get; init; }

    /// <summary>The emitted member that holds it: the data flow's own where that is stated in C#, else the architecture's.</summary>
    public required string Member { get; init; }

    /// <summary>Whether the emitted member may hold nothing.</summary>
    public required bool MayBeAbsent { get; init; }

    /// <summary>The part that it plays in its block.</summary>
    public required string Role { get; init; }

    /// <summary>Whether a row of it stands for padding and gets no gradient.</summary>
    public required bool HasPaddingRow { get; init; }

    /// <summary>What it is.</summary>
    public required ModuleKind Module { get; init; }

    /// <summary>Its whole checkpoint name without prefix and leaf, with <c>{0}</c> for the layer's number where it is repeated.</summary>
    public required string CheckpointName { get; init; }

    /// <summary>Its parameters.</summary>
    public required EquatableArray<ParameterPlan> Parameters { get; init; }

    /// <summary>The layers that have it; all of them for what stands outside layers.</summary>
    public required LayerRange Layers { get; init; }

    /// <summary>What training does with its weight in the layers that have it.</summary>
    public required StateRanges WeightStates { get; init; }

    /// <summary>What training does with its bias, where it has one, in those layers.</summary>
    public required StateRanges BiasStates { get; init; }

    /// <summary>In which encoders it is there.</summary>
    public required Presence Presence { get; init; }

    /// <summary>What training does with one of its parameters.</summary>
    public StateRanges States(ParameterPlan parameter) => parameter.Leaf == "bias" ? BiasStates : WeightStates;

    /// <summary>The parameters that are trained, with the layers in which they are.</summary>
    public IEnumerable<(ParameterPlan Parameter, LayerRanges Layers)> Trained =>
        Parameters.Select(parameter => (parameter, States(parameter).In(State.Trained))).Where(each => !each.Item2.AreNone);

    /// <summary>The parameter of a name.</summary>
    public ParameterPlan Parameter(string leaf) => Parameters.First(parameter => parameter.Leaf == leaf);
}

/// <summary>One tensor.</summary>
/// <param name="Leaf">Its own name: <c>weight</c>, <c>bias</c>, or an adaptation's.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Decays">Whether the optimizer decays it.</param>
internal sealed record ParameterPlan(string Leaf, EquatableArray<Extent> Shape, bool Decays);

/// <summary>What modules with weights are, by their types.</summary>
internal static class ModuleKinds
{
    public static ModuleKind Of(TypeSpec type) => (ModuleKind)Enum.Parse(typeof(ModuleKind), type.Name);
}

/// <summary>In which encoders of an architecture weights are there.</summary>
internal enum Presence
{
    /// <summary>In all.</summary>
    Always,

    /// <summary>Where the config has token types.</summary>
    WithTokenTypes,

    /// <summary>Where the config says that attention knows distances.</summary>
    WithDistances,

    /// <summary>Where the embeddings are not as wide as a hidden state.</summary>
    WithProjection,
}

/// <summary>What a module with weights is.</summary>
internal enum ModuleKind
{
    /// <summary>A matrix and a bias.</summary>
    Linear,

    /// <summary>A table of rows.</summary>
    Embedding,

    /// <summary>Gain and bias of a layer norm.</summary>
    LayerNorm,
}
