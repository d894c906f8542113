using PastaGen.Generator.Planning.States;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Plans;

/// <summary>The encoder's blocks in the order of the data flow.</summary>
/// <param name="Input">Makes hidden states from a batch.</param>
/// <param name="Projection">Gives them the hidden width where the embeddings have another; null where there is none.</param>
/// <param name="Shared">What blocks of the layers read, one for all layers.</param>
/// <param name="Layers">The stack of layers.</param>
/// <param name="AfterLayers">Run once after the last layer.</param>
/// <param name="Pooler">Makes one state of a text; null where there is none.</param>
/// <param name="Narrowing">Whether the last layer computes the first position alone, and why.</param>
internal sealed record EncoderPlan(
    BlockUse Input, BlockUse? Projection, EquatableArray<BlockUse> Shared, StackPlan Layers, EquatableArray<BlockUse> AfterLayers, BlockUse? Pooler,
    Decision Narrowing)
{
    /// <summary>What stands before the layers.</summary>
    public IEnumerable<BlockUse> BeforeLayers => [Input, .. Projection is null ? Array.Empty<BlockUse>() : [Projection], .. Shared];

    /// <summary>Every block in the order of the data flow.</summary>
    public IEnumerable<BlockUse> Blocks => [.. BeforeLayers, .. Layers.Blocks, .. AfterLayers, .. Pooler is null ? Array.Empty<BlockUse>() : [Pooler]];
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

    /// <summary>Its data flow; no steps where that is stated in C#.</summary>
    public required EquatableArray<Step> Flow { get; init; }

    /// <summary>Its data flow where that is stated in C#; null where the compiler plans it.</summary>
    public required StatedFlow? Stated { get; init; }

    /// <summary>Its weights where it stands first; other places differ in checkpoint names alone.</summary>
    public required EquatableArray<WeightsPlan> Weights { get; init; }

    /// <summary>What its last step gives.</summary>
    public required Output Output { get; init; }

    /// <summary>How it projects, where it does: the layers in which the three projections are one product, and why.</summary>
    public required Packing? Packing { get; init; }

    /// <summary>The sites that it offers, in the order of the language.</summary>
    public required EquatableArray<Site> Sites { get; init; }

    /// <summary>The adaptations that are woven into it, site by site.</summary>
    public required EquatableArray<Woven> Woven { get; init; }
}

/// <summary>A data flow that is stated in C#: the class that the emitted block derives from.</summary>
/// <param name="Type">The class.</param>
/// <param name="Settings">Settings that the declaration gives, in the order of the constructor's parameters.</param>
/// <param name="Absent">Properties of parts that the declaration leaves out altogether, each with its type's name.</param>
/// <param name="SharedParts">The blocks that it reads.</param>
internal sealed record StatedFlow(
    TypeSpec Type, EquatableArray<SettingPlan> Settings, EquatableArray<AbsentPart> Absent, EquatableArray<SharedPart> SharedParts);

/// <summary>A part that a declaration leaves out.</summary>
/// <param name="Property">The data flow's property.</param>
/// <param name="Module">What it would be.</param>
internal sealed record AbsentPart(string Property, ModuleKind Module);

/// <summary>A block that another one reads.</summary>
/// <param name="Property">The property that holds it.</param>
/// <param name="Type">The property's type.</param>
/// <param name="Member">The emitted model's member that holds the block.</param>
internal sealed record SharedPart(string Property, TypeSpec Type, string Member);

/// <summary>A yes or no of the plan with its reason.</summary>
/// <param name="Holds">Yes or no.</param>
/// <param name="Reason">Why, as a clause.</param>
internal sealed record Decision(bool Holds, string Reason);

/// <summary>In which layers three projections are one product.</summary>
/// <param name="Members">The members that project to queries, keys and values.</param>
/// <param name="Layers">The layers.</param>
/// <param name="Reason">Why, as a clause.</param>
/// <param name="Unless">The member that must be null in the encoder, because attention then needs the projections apart; null where there is none.</param>
internal sealed record Packing(EquatableArray<string> Members, LayerRanges Layers, string Reason, string? Unless = null);
