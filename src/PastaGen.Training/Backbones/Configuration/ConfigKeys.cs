using System.Globalization;

namespace PastaGen.Training;

/// <summary>Finds settings of a config.json under the keys that an architecture gives them.</summary>
internal sealed class ConfigKeys(JsonSettings settings, ConfigLayout layout)
{
    /// <summary>The key of a setting; the usual one where no file of the architecture holds it.</summary>
    public static string NameOf(ConfigSetting setting, ConfigLayout layout) =>
        layout.Keys.FirstOrDefault(key => key.Setting == setting) is { Key.Length: > 0 } declared ? declared.Key : UsualConfigKeys.Of(setting);

    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    public int Integer(ConfigSetting setting, int least, int? fallback = null)
    {
        var (key, declared) = Of(setting);
        var otherwise = declared is null ? fallback : Convert.ToInt32(declared, CultureInfo.InvariantCulture);
        return key.Length == 0 && otherwise is { } value ? value : settings.Integer(key, least, otherwise);
    }

    /// <summary>A number within bounds.</summary>
    public double Number(ConfigSetting setting, double least, double most, double fallback)
    {
        var (key, declared) = Of(setting);
        var otherwise = declared is null ? fallback : Convert.ToDouble(declared, CultureInfo.InvariantCulture);
        return key.Length == 0 ? otherwise : settings.Number(key, least, most, otherwise);
    }

    /// <summary>A number within bounds; null where neither the file nor the architecture gives one.</summary>
    public double? OptionalNumber(ConfigSetting setting, double least, double most)
    {
        var (key, declared) = Of(setting);
        return declared is null && (key.Length == 0 || settings.Find(key) is null) ? null : Number(setting, least, most, fallback: 0);
    }

    /// <summary>A text with its key.</summary>
    public (string Key, string Value) Text(ConfigSetting setting, string fallback)
    {
        var (key, declared) = Of(setting);
        return (key, (key.Length == 0 ? null : settings.Text(key)) ?? declared as string ?? fallback);
    }

    private (string Key, object? Fallback) Of(ConfigSetting setting) =>
        layout.Keys.FirstOrDefault(key => key.Setting == setting) is { } declared ? (declared.Key, declared.Fallback) : (UsualConfigKeys.Of(setting), null);
}
