namespace PastaGen.Generator.Reading.Specs;

/// <summary>An adaptation that a model declares, with what its module states.</summary>
internal sealed record AdaptationSpec
{
    /// <summary>The attribute.</summary>
    public required Anchor Anchor { get; init; }

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

    /// <summary>Its place among adaptations of one site, the least first; null where it is not given.</summary>
    public required int? Order { get; init; }

    /// <summary>The attribute's settings in the order of the module's constructor parameters, those without a parameter last.</summary>
    public required EquatableArray<SettingSpec> Settings { get; init; }

    /// <summary>Constructor parameters of the module that no setting supplies and that have no default.</summary>
    public required EquatableArray<string> UnsuppliedParameters { get; init; }

    /// <summary>Whether the module has a constructor that takes the encoder's configuration first.</summary>
    public required bool HasConstructor { get; init; }

    /// <summary>What it trains.</summary>
    public required EquatableArray<TrainedSpec> Trained { get; init; }
}

/// <summary>A parameter that an adaptation trains.</summary>
/// <param name="Property">The module's property.</param>
/// <param name="Name">Its name in a delta.</param>
/// <param name="Shape">Its shape.</param>
internal sealed record TrainedSpec(string Property, string Name, EquatableArray<Dimension> Shape);
