using PastaGen.Generator.Planning.Blocks;
using PastaGen.Generator.Planning.States;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Plans;

/// <summary>The encoder's blocks in the order of the data flow.</summary>
/// <param name="Input">Makes hidden states from a batch.</param>
/// <param name="Projection">Gives them the hidden width where the embeddings have another; null where there is none.</param>
/// <param name="Layers">The stack of layers.</param>
/// <param name="AfterLayers">Run once after the last layer.</param>
/// <param name="Pooler">Makes one state of a text; null where there is none.</param>
/// <param name="Narrowing">Whether the last layer computes the first position alone, and why.</param>
internal sealed record EncoderPlan(
    BlockUse Input, BlockUse? Projection, StackPlan Layers, EquatableArray<BlockUse> AfterLayers, BlockUse? Pooler, Decision Narrowing)
{
    /// <summary>Every block in the order of the data flow.</summary>
    public IEnumerable<BlockUse> Blocks => [.. BeforeLayers, .. Layers.Blocks, .. AfterLayers, .. Pooler is null ? Array.Empty<BlockUse>() : [Pooler]];

    /// <summary>The blocks that run before the first layer.</summary>
    public IEnumerable<BlockUse> BeforeLayers => [Input, .. Projection is null ? Array.Empty<BlockUse>() : [Projection]];
}

/// <summary>The stack of layers.</summary>
/// <param name="Name">The emitted member.</param>
/// <param name="Property">The architecture's member.</param>
/// <param name="ClassName">The emitted class of a layer.</param>
/// <param name="Type">The interface of a layer.</param>
/// <param name="Blocks">The layer's blocks in order.</param>
/// <param name="IsShared">Whether layers share weights; the stack then holds each group's once.</param>
internal sealed record StackPlan(
    string Name, PropertySpec Property, string ClassName, TypeSpec Type, EquatableArray<BlockUse> Blocks, bool IsShared);

/// <summary>A block where it stands in the architecture.</summary>
/// <param name="Name">The emitted member that holds it.</param>
/// <param name="Property">The architecture's member that holds it.</param>
/// <param name="Block">The block.</param>
/// <param name="IsRepeated">Whether it stands in a layer.</param>
/// <param name="CheckpointPath">Its part of the checkpoint names, with <c>{0}</c> for the layer's number where it is repeated.</param>
/// <param name="Weights">Its weights.</param>
internal sealed record BlockUse(
    string Name, PropertySpec Property, BlockPlan Block, bool IsRepeated, string CheckpointPath, EquatableArray<WeightsPlan> Weights);

/// <summary>A block: one emitted class.</summary>
internal sealed record BlockPlan
{
    /// <summary>The emitted class.</summary>
    public required string ClassName { get; init; }

    /// <summary>The interface.</summary>
    public required TypeSpec Type { get; init; }

    /// <summary>What the block is, as a phrase: its kind with what the declaration says of it.</summary>
    public required string Summary { get; init; }

    /// <summary>The block's kind and its settings, as one word.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required Placement Placement { get; init; }

    /// <summary>Whether it computes positions from one another.</summary>
    public required bool MixesPositions { get; init; }

    /// <summary>Whether files of the family may lack it.</summary>
    public required bool IsOptional { get; init; }

    /// <summary>Whether several layers run with its weights, so that it is told which of them runs.</summary>
    public required bool IsShared { get; init; }

    /// <summary>Its data flow.</summary>
    public required EquatableArray<Step> Flow { get; init; }

    /// <summary>Its weights where it stands first; other places differ in checkpoint names alone.</summary>
    public required EquatableArray<WeightsPlan> Weights { get; init; }

    /// <summary>What its last step gives.</summary>
    public required Output Output { get; init; }

    /// <summary>How it projects, where it does: the layers in which the three projections are one product, and why.</summary>
    public required Packing? Packing { get; init; }

    /// <summary>The adaptations that are woven into it, in the order of their first site.</summary>
    public required EquatableArray<AdaptationPlan> Woven { get; init; }
}

/// <summary>A yes or no of the plan with its reason.</summary>
/// <param name="Holds">Yes or no.</param>
/// <param name="Reason">Why, as a clause.</param>
internal sealed record Decision(bool Holds, string Reason);

/// <summary>In which layers three projections are one product.</summary>
/// <param name="Members">The members that project to queries, keys and values.</param>
/// <param name="Layers">The layers.</param>
/// <param name="Reason">Why, as a clause.</param>
internal sealed record Packing(EquatableArray<string> Members, LayerRanges Layers, string Reason);
