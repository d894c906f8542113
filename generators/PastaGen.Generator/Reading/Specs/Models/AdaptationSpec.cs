namespace PastaGen.Generator.Reading.Specs;

/// <summary>An adaptation that a model declares, with what its attribute and its module state.</summary>
internal sealed record AdaptationSpec
{
    /// <summary>The attribute.</summary>
    public required Anchor Anchor { get; init; }

    /// <summary>The attribute's name without its suffix: the name of the member that holds the module.</summary>
    public required string Name { get; init; }

    /// <summary>The module; null where it trains weights of the backbone alone.</summary>
    public required AdaptationModuleSpec? Module { get; init; }

    /// <summary>Its id in lists and deltas; null where neither module nor attribute states one.</summary>
    public required string? Id { get; init; }

    /// <summary>The sites that the model's attribute names; null where it names none.</summary>
    public required EquatableArray<Site>? Given { get; init; }

    /// <summary>The first layer in which it lives; null where it is not given.</summary>
    public required int? FirstLayer { get; init; }

    /// <summary>The last layer in which it lives; null where it is not given.</summary>
    public required int? LastLayer { get; init; }

    /// <summary>Its place among adaptations of one site, the least first; null where it is not given.</summary>
    public required int? Order { get; init; }

    /// <summary>The attribute's settings in the order of the module's constructor parameters, those without a parameter last.</summary>
    public required EquatableArray<SettingSpec> Settings { get; init; }

    /// <summary>Constructor parameters of the module that no setting supplies and that have no default.</summary>
    public required EquatableArray<string> UnsuppliedParameters { get; init; }

    /// <summary>Weights of the backbone that it trains.</summary>
    public required EquatableArray<TrainedWeightsSpec> Weights { get; init; }

    /// <summary>The class that says how the Python library's files hold it; null where none does.</summary>
    public required TypeSpec? Interchange { get; init; }

    /// <summary>Adaptations beside which it makes no sense.</summary>
    public required EquatableArray<ExclusionSpec> Exclusions { get; init; }

    /// <summary>Where it lives: what the model names, else what is usual, else wherever it can.</summary>
    public EquatableArray<Site> Sites => Given ?? (Module is null ? [] : Module.Usual.Count > 0 ? Module.Usual : Module.Sites);

    /// <summary>Whether a delta says where it lives; emitted code then lets it in wherever it can live.</summary>
    public bool SitesAreOpen => Given is null && Module is { IsPlaced: true, Usual.Count: > 0 } && !Weights.Any(weights => weights.OfAdaptedLinears && Trains(weights));

    /// <summary>Whether weights that it may train are to be trained, as far as settings say.</summary>
    public bool Trains(TrainedWeightsSpec weights) =>
        weights.When is null || Settings.FirstOrDefault(setting => setting.Name == weights.When)?.Value?.Text == (weights.Is ?? "true");

    /// <summary>Where emitted code calls it.</summary>
    public EquatableArray<Site> CalledAt => SitesAreOpen ? Module!.Sites : Sites;
}

/// <summary>The module of an adaptation.</summary>
internal sealed record AdaptationModuleSpec
{
    /// <summary>Its class.</summary>
    public required TypeSpec Type { get; init; }

    /// <summary>Whether other assemblies see it.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>Where it can live.</summary>
    public required EquatableArray<Site> Sites { get; init; }

    /// <summary>Where it lives where nobody says so; empty where it states none.</summary>
    public required EquatableArray<Site> Usual { get; init; }

    /// <summary>Whether it computes each token from itself alone.</summary>
    public required bool IsPerToken { get; init; }

    /// <summary>Whether there is one for each place; else there is one for the model.</summary>
    public required bool IsPlaced { get; init; }

    /// <summary>Whether its constructor takes the layers in which it lives, where they are not all.</summary>
    public required bool KnowsLayers { get; init; }

    /// <summary>Whether a linear's weight and bias can hold its effect.</summary>
    public required bool Merges { get; init; }

    /// <summary>Whether its fresh values follow from its place's linear.</summary>
    public required bool StartsFromLinear { get; init; }

    /// <summary>Whether the head beside it is one linear.</summary>
    public required bool TakesOneLinear { get; init; }

    /// <summary>What it does at its sites, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Whether it has a constructor that takes the encoder's configuration first, and its place behind that where it has one.</summary>
    public required bool HasConstructor { get; init; }

    /// <summary>What it trains.</summary>
    public required EquatableArray<TrainedSpec> Trained { get; init; }
}

/// <summary>A parameter that an adaptation trains.</summary>
/// <param name="Property">The module's property.</param>
/// <param name="Name">Its name in a delta.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="When">The setting that decides whether it is there; null where it always is.</param>
internal sealed record TrainedSpec(string Property, string Name, EquatableArray<SizeProduct> Shape, string? When);

/// <summary>Weights of the backbone that an adaptation trains.</summary>
/// <param name="Id">The adaptation's id.</param>
/// <param name="Kinds">Which weights.</param>
/// <param name="When">The setting without which it trains none; null where it always does.</param>
/// <param name="Is">The member that the setting must be; null where it is a truth value.</param>
/// <param name="LayersAlone">The setting that leaves out what stands outside of layers; null where there is none.</param>
/// <param name="OfAdaptedLinears">Whether only linears are meant at whose sites the module lives.</param>
internal sealed record TrainedWeightsSpec(string Id, WeightKinds Kinds, string? When, string? Is, string? LayersAlone, bool OfAdaptedLinears);

/// <summary>An adaptation beside which another makes no sense.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Because">Why, as a clause.</param>
internal sealed record ExclusionSpec(string Id, string Because);
