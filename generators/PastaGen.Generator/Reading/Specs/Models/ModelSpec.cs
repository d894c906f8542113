namespace PastaGen.Generator.Reading.Specs;

/// <summary>
/// What a model class declares, read off its symbol: the whole input of planning. Specs are immutable records that are equal when
/// their content is, and hold no symbol, no syntax and no position; whoever adds a member keeps both rules.
/// </summary>
internal sealed record ModelSpec
{
    /// <summary>The class and the types around it.</summary>
    public required DeclarationSpec Declaration { get; init; }

    /// <summary>The model attribute.</summary>
    public required Anchor Anchor { get; init; }

    /// <summary>The architecture.</summary>
    public required ArchitectureSpec Architecture { get; init; }

    /// <summary>Whether every type that its attributes name exists; where one does not, the C# compiler says so and nothing else is worth saying.</summary>
    public required bool Compiles { get; init; }

    /// <summary>The size that the model attribute names; null where it names none.</summary>
    public required SizeSpec? Size { get; init; }

    /// <summary>The path of the config.json that the model attribute names; null where it names none.</summary>
    public required string? Config { get; init; }

    /// <summary>Full fine-tuning and head-only, as often as they stand there.</summary>
    public required EquatableArray<MethodSpec> Methods { get; init; }

    /// <summary>The adaptations in the order of the attributes.</summary>
    public required EquatableArray<AdaptationSpec> Adaptations { get; init; }

    /// <summary>The model's own word on members of the architecture.</summary>
    public required EquatableArray<OverrideSpec> Overrides { get; init; }

    /// <summary>The heads, as many as stand there.</summary>
    public required EquatableArray<HeadSpec> Heads { get; init; }

    /// <summary>The stages before it, in the order of the attributes.</summary>
    public required EquatableArray<StageSpec> Stages { get; init; }

    /// <summary>Whether its head is the family's own; else it is one linear on the same state, which a small adaptation asks for.</summary>
    public bool HasWholeHead => Methods.Count > 0 || Adaptations.Any(adaptation => adaptation.Module is not { TakesOneLinear: true });

    /// <summary>Whether its head has something to learn; a model without a head is taken for one that shall get such a head.</summary>
    public bool Learns => Heads.Count == 0 || Heads[0].Kind.Learns;
}

/// <summary>A method that states what is trained without adding anything.</summary>
/// <param name="Name">The attribute's name without its suffix.</param>
/// <param name="TrainsBackbone">Whether it trains the backbone; else the head alone.</param>
/// <param name="Anchor">The attribute.</param>
internal sealed record MethodSpec(string Name, bool TrainsBackbone, Anchor Anchor);

/// <summary>A size that a model attribute names.</summary>
/// <param name="Name">The enum member's name, or the value as text where it is none.</param>
/// <param name="Sizes">The sizes of its preset; null where it has no preset.</param>
internal sealed record SizeSpec(string Name, Sizes? Sizes);
