namespace PastaGen.Generator.Reading.Specs;

/// <summary>What an architecture says of its config.json files.</summary>
/// <param name="Keys">Settings under keys of their own, one for each setting.</param>
/// <param name="Requirements">Keys that may say certain things alone, one for each key.</param>
/// <param name="Positions">How the tokens of a row are numbered.</param>
internal sealed record ConfigSpec(EquatableArray<ConfigKeySpec> Keys, EquatableArray<RequirementSpec> Requirements, PositionNumbering Positions);

/// <summary>Where a file holds a setting.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Key">Its key; empty where no file holds it.</param>
/// <param name="Fallback">The value where the file lacks it; null keeps the setting's own.</param>
/// <param name="Anchor">The attribute.</param>
internal sealed record ConfigKeySpec(ConfigSetting Setting, string Key, ConstantSpec? Fallback, Anchor Anchor);

/// <summary>What a key may say.</summary>
/// <param name="Key">The key.</param>
/// <param name="Values">The values.</param>
/// <param name="Anchor">The attribute.</param>
internal sealed record RequirementSpec(string Key, EquatableArray<ConstantSpec> Values, Anchor Anchor);
