using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Plans;

/// <summary>An adaptation of a model.</summary>
internal sealed record AdaptationPlan
{
    /// <summary>Its id in lists and deltas.</summary>
    public required string Id { get; init; }

    /// <summary>The member of the emitted model that holds its module.</summary>
    public required string Name { get; init; }

    /// <summary>The module.</summary>
    public required TypeSpec Module { get; init; }

    /// <summary>Whether other assemblies see the module.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>What it does at its sites, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Where it lives, in the order of the language.</summary>
    public required EquatableArray<Site> Sites { get; init; }

    /// <summary>Its settings in the order of the constructor's parameters.</summary>
    public required EquatableArray<SettingPlan> Settings { get; init; }

    /// <summary>What it trains.</summary>
    public required EquatableArray<AdaptedPlan> Parameters { get; init; }

    /// <summary>The setting that gives a size; null where the size is the encoder's own.</summary>
    public SettingPlan? SettingOf(Dimension dimension) => Settings.FirstOrDefault(setting => setting.Name == dimension.ToString());
}

/// <summary>A setting of an adaptation: pinned to a value, or open with a fallback.</summary>
/// <param name="Name">The attribute's property.</param>
/// <param name="Parameter">The constructor's parameter.</param>
/// <param name="Key">Its name in facts and deltas, such as <c>adaptation.setting</c>.</param>
/// <param name="Value">The value; null where it is open.</param>
/// <param name="Fallback">The value of an open setting where nobody supplies one.</param>
internal sealed record SettingPlan(string Name, string Parameter, string Key, ConstantSpec? Value, int Fallback)
{
    /// <summary>Whether it is left open.</summary>
    public bool IsOpen => Value is null;
}

/// <summary>A parameter that an adaptation adds.</summary>
/// <param name="Property">The module's property.</param>
/// <param name="DeltaName">Its name in a delta.</param>
/// <param name="Shape">Its shape.</param>
internal sealed record AdaptedPlan(string Property, string DeltaName, EquatableArray<Dimension> Shape);
