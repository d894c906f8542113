namespace PastaGen.Generator.Reading.Specs;

/// <summary>An adaptation that a model declares, with what its module states.</summary>
internal sealed record AdaptationSpec
{
    /// <summary>Index among the class's attributes.</summary>
    public required int Attribute { get; init; }

    /// <summary>The attribute's name without its suffix: the name of the member that holds the module.</summary>
    public required string Name { get; init; }

    /// <summary>The module.</summary>
    public required TypeSpec Module { get; init; }

    /// <summary>Whether other assemblies see the module.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>Its id in lists and deltas; null where the module does not state where it lives.</summary>
    public required string? Id { get; init; }

    /// <summary>Where it lives.</summary>
    public required EquatableArray<Site> Sites { get; init; }

    /// <summary>What it does there, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Its place among adaptations of one site, the least first; 0 where it is not given.</summary>
    public required int Order { get; init; }

    /// <summary>The attribute's settings in the order of the module's constructor parameters, those without a parameter last.</summary>
    public required EquatableArray<SettingSpec> Settings { get; init; }

    /// <summary>Constructor parameters of the module that no setting supplies and that have no default.</summary>
    public required EquatableArray<string> UnsuppliedParameters { get; init; }

    /// <summary>Whether the module has a constructor that takes the encoder's configuration first.</summary>
    public required bool HasConstructor { get; init; }

    /// <summary>What it trains.</summary>
    public required EquatableArray<TrainedSpec> Trained { get; init; }
}

/// <summary>A setting of an adaptation.</summary>
internal sealed record SettingSpec
{
    /// <summary>The attribute's property.</summary>
    public required string Name { get; init; }

    /// <summary>The constructor parameter that takes it; null where there is none.</summary>
    public required string? Parameter { get; init; }

    /// <summary>Whether the model's attribute names it.</summary>
    public required bool IsGiven { get; init; }

    /// <summary>The fallback of an open setting; null for others.</summary>
    public required int? OpenFallback { get; init; }

    /// <summary>The value as a C# expression: given, else the parameter's default; null where there is neither.</summary>
    public required string? Expression { get; init; }

    /// <summary>The value as a person reads it: an enum member's name, a number.</summary>
    public required string? Text { get; init; }

    /// <summary>The value where it is a whole number.</summary>
    public required long? Number { get; init; }
}

/// <summary>A parameter that an adaptation trains.</summary>
/// <param name="Property">The module's property.</param>
/// <param name="Name">Its name in a delta.</param>
/// <param name="Shape">Its shape.</param>
internal sealed record TrainedSpec(string Property, string Name, EquatableArray<Dimension> Shape);
