using PastaGen.Modules;

namespace PastaGen.Training;

/// <summary>What a model's plan leaves open, filled in: the sizes of a backbone, the number of labels, open settings of adaptations.</summary>
/// <param name="Config">The backbone's sizes and settings.</param>
/// <param name="LabelCount">Number of labels; 0 builds the model without its head.</param>
public sealed record ModelShape(EncoderConfig Config, int LabelCount)
{
    /// <summary>Open settings by adaptation and name, such as <c>pasta.occurrences</c>; those that are absent take their fallback.</summary>
    public IReadOnlyDictionary<string, double> Settings { get; init; } = new Dictionary<string, double>();

    /// <summary>The value of an open setting.</summary>
    /// <param name="name">Adaptation and setting, such as <c>pasta.occurrences</c>.</param>
    /// <param name="fallback">The value where nobody supplied one.</param>
    public int Setting(string name, int fallback) => (int)Settings.GetValueOrDefault(name, fallback);

    /// <summary>The value of an open setting.</summary>
    /// <param name="name">Adaptation and setting.</param>
    /// <param name="fallback">The value where nobody supplied one.</param>
    public double Setting(string name, double fallback) => Settings.GetValueOrDefault(name, fallback);

    /// <summary>The value of an open setting that is true or false.</summary>
    /// <param name="name">Adaptation and setting.</param>
    /// <param name="fallback">The value where nobody supplied one.</param>
    public bool Setting(string name, bool fallback) => Settings.GetValueOrDefault(name, fallback ? 1 : 0) != 0;

    /// <summary>The value of an open setting that is an enum's member.</summary>
    /// <typeparam name="T">The enum, whose numbers are whole ones of 32 bits.</typeparam>
    /// <param name="name">Adaptation and setting.</param>
    /// <param name="fallback">The value where nobody supplied one.</param>
    public T Setting<T>(string name, T fallback)
        where T : struct, Enum => Settings.TryGetValue(name, out var number) ? (T)Enum.ToObject(typeof(T), (int)number) : fallback;
}
