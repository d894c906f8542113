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

/// <summary>The interface of a block.</summary>
/// <param name="Type">The interface.</param>
/// <param name="Kind">Which data flow it has; null where it carries no block kind.</param>
/// <param name="Weights">Its weights in order.</param>
internal sealed record BlockSpec(TypeSpec Type, BlockKindSpec? Kind, EquatableArray<WeightsSpec> Weights);

/// <summary>A block kind as an attribute states it.</summary>
/// <param name="Name">The attribute's name without its suffix.</param>
/// <param name="Norm">Where the norm stands, for kinds that say it.</param>
/// <param name="Activation">The activation, for kinds that say it.</param>
/// <param name="Dropout">Whether training drops parts of its output, for kinds that say it.</param>
/// <param name="Anchor">The attribute.</param>
/// <param name="Flow">The data flow, where it is stated in C#; null for kinds that the compiler plans.</param>
internal sealed record BlockKindSpec(string Name, NormPlacement? Norm, Activation? Activation, bool Dropout, Anchor Anchor, FlowSpec? Flow);

/// <summary>A member of a block.</summary>
/// <param name="Property">The property.</param>
/// <param name="Role">The part that its weights play; null where it states none.</param>
/// <param name="Name">Their own part of the checkpoint name.</param>
/// <param name="Module">The member's type.</param>
/// <param name="HasBias">Whether a linear or a norm has a bias.</param>
/// <param name="FirstLayer">The first layer that has the weights; null where that is not said.</param>
internal sealed record WeightsSpec(PropertySpec Property, string? Role, string Name, TypeSpec Module, bool HasBias, int? FirstLayer)
{
    /// <summary>Whether some encoders or layers lack them.</summary>
    public bool IsNullable => Property.Declarations[Property.Declarations.Count - 1].MayBeNull;
}

/// <summary>A property of an architecture's interfaces.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Declarations">The interfaces that declare it, the nearest last.</param>
/// <param name="Annotation">What its annotation says of its weights.</param>
/// <param name="Anchor">The attribute that makes it part of the architecture, or the property where it has none.</param>
/// <param name="AnnotationAnchor">The annotation; null where it has none.</param>
internal sealed record PropertySpec(
    string Name, EquatableArray<PropertyDeclarationSpec> Declarations, Annotation Annotation, Anchor Anchor, Anchor? AnnotationAnchor);

/// <summary>One interface's declaration of a property.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="Type">The property's type.</param>
/// <param name="Element">The type of the list's elements, where the property is a list.</param>
/// <param name="MayBeNull">Whether the property's type is nullable.</param>
internal sealed record PropertyDeclarationSpec(TypeSpec Interface, TypeSpec Type, TypeSpec? Element, bool MayBeNull);

/// <summary>What the architecture itself says of a member's weights.</summary>
internal enum Annotation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>They are frozen unless a model says otherwise.</summary>
    Frozen,

    /// <summary>They are trained unless a model says otherwise.</summary>
    Trained,

    /// <summary>Both at once: a mistake.</summary>
    Both,
}
