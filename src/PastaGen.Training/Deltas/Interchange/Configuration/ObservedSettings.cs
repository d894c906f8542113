using PastaGen.Modules;

namespace PastaGen.Training;

/// <summary>Settings that remember which of their keys were asked for.</summary>
/// <param name="settings">The settings.</param>
internal sealed class ObservedSettings(IConfigSettings settings) : IConfigSettings
{
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    /// <summary>The keys that were asked for.</summary>
    public IReadOnlySet<string> Read => read;

    public bool Has(string key) => Asked(key).Has(key);

    public bool Mentions(string key) => Asked(key).Mentions(key);

    public bool IsSet(string key) => Asked(key).IsSet(key);

    public bool IsText(string key) => Asked(key).IsText(key);

    public double Number(string key, double? fallback = null) => Asked(key).Number(key, fallback);

    public int Whole(string key, int? fallback = null) => Asked(key).Whole(key, fallback);

    public string Text(string key, string? fallback = null) => Asked(key).Text(key, fallback);

    public bool Flag(string key, bool fallback = false) => Asked(key).Flag(key, fallback);

    public string Choice(string key, params string[] among) => Asked(key).Choice(key, among);

    public Activation Activation(string key, Activation fallback) => Asked(key).Activation(key, fallback);

    public IReadOnlyList<string> Texts(string key) => Asked(key).Texts(key);

    public Exception Refused(string key, string expected) => settings.Refused(key, expected);

    private IConfigSettings Asked(string key)
    {
        read.Add(key);
        return settings;
    }
}
