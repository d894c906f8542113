namespace PastaGen;

/// <summary>On an architecture: the key under which its config.json files hold a setting, where it is not the usual one.</summary>
/// <param name="setting">The setting.</param>
/// <param name="key">The key; empty where no file holds the setting and <see cref="Fallback"/> is always meant.</param>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true)]
public sealed class ConfigKeyAttribute(ConfigSetting setting, string key) : Attribute
{
    /// <summary>The setting.</summary>
    public ConfigSetting Setting { get; } = setting;

    /// <summary>The key; empty where no file holds the setting.</summary>
    public string Key { get; } = key;

    /// <summary>The value where a file lacks the key: a number, or for an activation its name in a config.json. Null keeps the setting's own.</summary>
    public object? Fallback { get; init; }
}
