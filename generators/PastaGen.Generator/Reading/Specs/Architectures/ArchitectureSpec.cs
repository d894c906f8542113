namespace PastaGen.Generator.Reading.Specs;

/// <summary>An architecture as its interface declares it, what it inherits included.</summary>
internal sealed record ArchitectureSpec
{
    /// <summary>The interface.</summary>
    public required TypeSpec Type { get; init; }

    /// <summary>The <c>model_type</c> of the files that it reads; null where the interface lacks the attribute.</summary>
    public required string? ModelType { get; init; }

    /// <summary>What may stand before the encoder's names in a checkpoint.</summary>
    public required string Prefix { get; init; }

    /// <summary>Its members in order: inherited ones first.</summary>
    public required EquatableArray<ArchitectureMemberSpec> Members { get; init; }

    /// <summary>Whether its layers share weights.</summary>
    public bool SharesLayers => Members.Any(member => member.IsShared);

    /// <summary>Whether every type that it names exists; where one does not, the C# compiler says so and nothing else is worth saying.</summary>
    public required bool Compiles { get; init; }

    /// <summary>Where its config.json files hold settings, and what they must say.</summary>
    public required ConfigSpec Config { get; init; }

    /// <summary>How its checkpoints hold heads, at most one of a kind.</summary>
    public required EquatableArray<CheckpointHeadSpec> Heads { get; init; }

    /// <summary>The head of a kind; null where its checkpoints hold none.</summary>
    public CheckpointHeadSpec? Head(HeadKind kind) => Heads.FirstOrDefault(head => head.Kind.ArchitectureAttribute == kind.ArchitectureAttribute);
}

/// <summary>A member of an architecture or of its layer.</summary>
internal sealed record ArchitectureMemberSpec
{
    /// <summary>The property.</summary>
    public required PropertySpec Property { get; init; }

    /// <summary>What the member is.</summary>
    public required MemberKind Kind { get; init; }

    /// <summary>Its part of the checkpoint names.</summary>
    public required string Path { get; init; }

    /// <summary>Whether it is a stack of layers that share weights.</summary>
    public bool IsShared { get; init; }

    /// <summary>The block; null unless the member is one.</summary>
    public BlockSpec? Block { get; init; }

    /// <summary>The layer; null unless the member is the stack of layers.</summary>
    public LayerSpec? Layer { get; init; }
}

/// <summary>What a member of an architecture is.</summary>
internal enum MemberKind
{
    /// <summary>It carries none of the language's attributes.</summary>
    None,

    /// <summary>A block.</summary>
    Block,

    /// <summary>The stack of layers.</summary>
    Repeated,

    /// <summary>Weights that stand outside a block.</summary>
    Weights,
}

/// <summary>The interface of a layer.</summary>
/// <param name="Type">The interface.</param>
/// <param name="Members">Its blocks in order.</param>
internal sealed record LayerSpec(TypeSpec Type, EquatableArray<ArchitectureMemberSpec> Members);
