using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Plans;

/// <summary>How an architecture's config.json files state settings where that is not the usual way.</summary>
/// <param name="Keys">Settings under other keys, or with other fallbacks, than the usual ones.</param>
/// <param name="Requirements">Keys that may say certain things alone.</param>
/// <param name="Positions">How the tokens of a row are numbered.</param>
/// <param name="SharesLayers">Whether layers share weights.</param>
internal sealed record ConfigLayoutPlan(
    EquatableArray<ConfigKeyPlan> Keys, EquatableArray<RequirementPlan> Requirements, PositionNumbering Positions, bool SharesLayers)
{
    /// <summary>Whether everything is as usual.</summary>
    public bool IsUsual => Keys.Count == 0 && Requirements.Count == 0 && Positions == PositionNumbering.Column && !SharesLayers;
}

/// <summary>Where a file holds a setting.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Key">Its key; empty where no file holds it.</param>
/// <param name="Fallback">The value where the file lacks it; null keeps the setting's own.</param>
internal sealed record ConfigKeyPlan(ConfigSetting Setting, string Key, ConstantSpec? Fallback);

/// <summary>What a key may say.</summary>
/// <param name="Key">The key.</param>
/// <param name="Values">The values.</param>
internal sealed record RequirementPlan(string Key, EquatableArray<ConstantSpec> Values);
