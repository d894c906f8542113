using PastaGen.Generator.Planning.States;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Plans;

/// <summary>An adaptation of a model that adds a module.</summary>
internal sealed record AdaptationPlan
{
    /// <summary>Its id in lists and deltas.</summary>
    public required string Id { get; init; }

    /// <summary>The member of the emitted model that holds its module; the first part of the members' names where there is one for each place.</summary>
    public required string Name { get; init; }

    /// <summary>The module.</summary>
    public required TypeSpec Module { get; init; }

    /// <summary>Whether other assemblies see the module.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>What it does at its sites, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Where it lives, in the order of the language; where that is open, where it usually does.</summary>
    public required EquatableArray<Site> Sites { get; init; }

    /// <summary>Where emitted code calls it.</summary>
    public required EquatableArray<Insertion> Insertions { get; init; }

    /// <summary>Whether there is a module for each place.</summary>
    public required bool IsPlaced { get; init; }

    /// <summary>Whether it computes each token from itself alone.</summary>
    public required bool IsPerToken { get; init; }

    /// <summary>Whether a linear's weight and bias can hold its effect.</summary>
    public required bool Merges { get; init; }

    /// <summary>Whether its fresh values follow from its place's linear.</summary>
    public required bool StartsFromLinear { get; init; }

    /// <summary>The layers in which it lives.</summary>
    public required LayerRange Layers { get; init; }

    /// <summary>Where it lives, as an open setting; null where that is not open.</summary>
    public required SettingPlan? OpenSites { get; init; }

    /// <summary>Its settings in the order of the constructor's parameters.</summary>
    public required EquatableArray<SettingPlan> Settings { get; init; }

    /// <summary>What it trains, once for the model or once for each place.</summary>
    public required EquatableArray<AdaptedPlan> Parameters { get; init; }

    /// <summary>Its settings and, where it is one, where it lives.</summary>
    public IEnumerable<SettingPlan> AllSettings => OpenSites is null ? Settings : Settings.Prepend(OpenSites);

    /// <summary>The setting of a name; null where there is none.</summary>
    public SettingPlan? Setting(string name) => Settings.FirstOrDefault(setting => setting.Name == name);

    /// <summary>Whether a parameter is there whatever a delta says; null where that is open, and else whether it is.</summary>
    public bool? Has(AdaptedPlan parameter) => parameter.When is null || Setting(parameter.When) is not { } setting ? true
        : setting.Value is { } value ? value.Text == "true" : null;
}

/// <summary>A site at which emitted code calls an adaptation.</summary>
/// <param name="Site">The site.</param>
/// <param name="Member">The emitted model's member that holds the module, or the modules layer by layer.</param>
/// <param name="Block">The member of the architecture or its layer in whose block the site lies; null for the layers themselves and for the batch.</param>
/// <param name="Path">The place's name in checkpoints, with <c>{0}</c> for the layer's number where it is repeated.</param>
/// <param name="IsRepeated">Whether it lies in layers.</param>
/// <param name="Input">Width of what enters the site's linear; of the state where it has none.</param>
/// <param name="Output">Width of the site's state.</param>
/// <param name="Linear">The site's linear, from its block on; null where it has none of its own.</param>
internal sealed record Insertion(Site Site, string Member, string? Block, string Path, bool IsRepeated, Extent Input, Extent Output, string? Linear);

/// <summary>An adaptation at one of its sites.</summary>
/// <param name="Adaptation">The adaptation.</param>
/// <param name="At">The site.</param>
internal sealed record Woven(AdaptationPlan Adaptation, Insertion At);

/// <summary>A setting of an adaptation: pinned to a value, or open with a fallback.</summary>
/// <param name="Name">The attribute's property.</param>
/// <param name="Parameter">The constructor's parameter.</param>
/// <param name="Key">Its name in facts and deltas, such as <c>adaptation.setting</c>.</param>
/// <param name="Value">The value; null where it is open.</param>
/// <param name="Fallback">The value of an open setting where nobody supplies one; null where it is pinned.</param>
internal sealed record SettingPlan(string Name, string Parameter, string Key, ConstantSpec? Value, ConstantSpec? Fallback)
{
    /// <summary>Whether a delta fits models that differ in it.</summary>
    public bool IsUnbound { get; init; }

    /// <summary>Whether it is left open.</summary>
    public bool IsOpen => Value is null;

    /// <summary>The value where nobody supplies another.</summary>
    public ConstantSpec Usual => Value ?? Fallback!;
}

/// <summary>A parameter that an adaptation adds.</summary>
/// <param name="Property">The module's property.</param>
/// <param name="DeltaName">Its name in a delta, behind the place's where there is one for each place.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="When">The setting that decides whether it is there; null where it always is.</param>
internal sealed record AdaptedPlan(string Property, string DeltaName, EquatableArray<SizeProduct> Shape, string? When);
