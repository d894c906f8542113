namespace PastaGen.Training;

/// <summary>How the config.json files of an architecture state its encoder's settings, where that is not the usual way, and what they must say.</summary>
public sealed record ConfigLayout
{
    /// <summary>The usual keys, and no requirement.</summary>
    public static ConfigLayout Usual { get; } = new();

    /// <summary>Settings under other keys, or with other fallbacks, than the usual ones.</summary>
    public IReadOnlyList<ConfigKey> Keys { get; init; } = [];

    /// <summary>Keys that may say certain things alone.</summary>
    public IReadOnlyList<ConfigRequirement> Requirements { get; init; } = [];

    /// <summary>How the tokens of a row are numbered.</summary>
    public PositionNumbering PositionNumbering { get; init; }

    /// <summary>Whether layers share weights, so that the file says in how many groups.</summary>
    public bool SharesLayers { get; init; }
}

/// <summary>Where a file holds a setting.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Key">Its key; empty where no file holds it.</param>
/// <param name="Fallback">The value where the file lacks it; null keeps the setting's own.</param>
public sealed record ConfigKey(ConfigSetting Setting, string Key, object? Fallback = null);

/// <summary>What a key may say.</summary>
/// <param name="Key">The key.</param>
/// <param name="Values">Texts, whole numbers and truth values.</param>
public sealed record ConfigRequirement(string Key, params IReadOnlyList<object> Values);
