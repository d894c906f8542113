namespace PastaGen.Modules;

/// <summary>The settings of a config that was not read from a file: every fallback holds.</summary>
internal sealed class NoSettings : IConfigSettings
{
    public static NoSettings Instance { get; } = new();

    public bool Has(string key) => false;

    public bool Mentions(string key) => false;

    public bool IsSet(string key) => false;

    public bool IsText(string key) => false;

    public double Number(string key, double? fallback = null) => fallback ?? throw Missing(key);

    public int Whole(string key, int? fallback = null) => fallback ?? throw Missing(key);

    public string Text(string key, string? fallback = null) => fallback ?? throw Missing(key);

    public bool Flag(string key, bool fallback = false) => fallback;

    public string Choice(string key, params string[] among) => among[0];

    public Activation Activation(string key, Activation fallback) => fallback;

    public IReadOnlyList<string> Texts(string key) => [];

    public Exception Refused(string key, string expected) => new ArgumentException($"the encoder's \"{key}\" must be {expected}");

    public override string ToString() => "none";

    private static KeyNotFoundException Missing(string key) => new($"the encoder's settings lack \"{key}\"");
}
