using PastaGen.Modules;

namespace PastaGen.Training;

/// <summary>What a model's plan leaves open, filled in: the sizes of a backbone, the number of labels, open settings of adaptations.</summary>
/// <param name="Config">The backbone's sizes and settings.</param>
/// <param name="LabelCount">Number of labels; 0 builds the model without its head.</param>
public sealed record ModelShape(EncoderConfig Config, int LabelCount)
{
    /// <summary>Open settings by adaptation and name, such as <c>pasta.occurrences</c>; those that are absent take their fallback.</summary>
    public IReadOnlyDictionary<string, int> Settings { get; init; } = new Dictionary<string, int>();

    /// <summary>The value of an open setting.</summary>
    /// <param name="name">Adaptation and setting, such as <c>pasta.occurrences</c>.</param>
    /// <param name="fallback">The value where nobody supplied one.</param>
    public int Setting(string name, int fallback) => Settings.GetValueOrDefault(name, fallback);
}
