namespace PastaGen.Generator.Reading.Specs;

/// <summary>A data flow that is stated in C#: the contract of its class.</summary>
internal sealed record FlowSpec
{
    /// <summary>The class.</summary>
    public required TypeSpec Type { get; init; }

    /// <summary>Full metadata names of the classes that it derives from.</summary>
    public required EquatableArray<string> Bases { get; init; }

    /// <summary>What forbids it to be a block's data flow, as a clause; null where nothing does.</summary>
    public required string? Obstacle { get; init; }

    /// <summary>Where such a block stands.</summary>
    public required Placement Placement { get; init; }

    /// <summary>Whether it computes tokens from one another.</summary>
    public required bool MixesPositions { get; init; }

    /// <summary>What such a block does, as a phrase.</summary>
    public required string Summary { get; init; }

    /// <summary>The sites that it offers.</summary>
    public required EquatableArray<Site> Sites { get; init; }

    /// <summary>Those of its sites whose state holds every token.</summary>
    public required EquatableArray<Site> SitesOfEveryToken { get; init; }

    /// <summary>The settings of the encoder that it says it reads.</summary>
    public required EquatableArray<ConfigSetting> Reads { get; init; }

    /// <summary>The weights that it needs.</summary>
    public required EquatableArray<PartSpec> Parts { get; init; }

    /// <summary>The blocks of the architecture that it reads.</summary>
    public required EquatableArray<SharedPartSpec> SharedParts { get; init; }

    /// <summary>The attribute's settings in the order of the constructor's parameters, those without a parameter last.</summary>
    public required EquatableArray<SettingSpec> Settings { get; init; }

    /// <summary>Constructor parameters that no setting supplies and that have no default.</summary>
    public required EquatableArray<string> UnsuppliedParameters { get; init; }
}

/// <summary>Weights that a data flow needs.</summary>
/// <param name="Property">The property that holds them.</param>
/// <param name="Role">The part that they play.</param>
/// <param name="Module">The property's type.</param>
/// <param name="Shape">The shape of their weight.</param>
/// <param name="Times">How many matrices of that shape lie behind one another in its rows.</param>
/// <param name="MayBeAbsent">Whether a declaration may leave them out.</param>
internal sealed record PartSpec(string Property, string Role, TypeSpec Module, EquatableArray<SizeNameSpec> Shape, int Times, bool MayBeAbsent);

/// <summary>A size in a part's shape.</summary>
/// <param name="Dimension">The named size; null where a method gives it.</param>
/// <param name="Method">The static method of the data flow that gives it; null where it is a named size.</param>
internal sealed record SizeNameSpec(Dimension? Dimension, string? Method);

/// <summary>A block of the architecture that a data flow reads.</summary>
/// <param name="Property">The property that holds it.</param>
/// <param name="Flow">The data flow of that block.</param>
internal sealed record SharedPartSpec(string Property, TypeSpec Flow);
