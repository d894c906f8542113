using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>How a backbone is loaded into a model, and what the model's plan leaves open.</summary>
public sealed record LoadOptions
{
    /// <summary>
    /// What products are computed in. Null leaves it to who loads: a classifier takes the delta's or, without one, what
    /// <see cref="PrecisionChoice"/> says of the machine; <see cref="BackboneLoader"/> itself takes float32.
    /// </summary>
    public Precision? Precision { get; init; }

    /// <summary>Where the model lives; null means the CPU.</summary>
    public Device? Device { get; init; }

    /// <summary>
    /// Names of the labels in id order: the data's or a delta's. Null takes those of a head in the backbone's file, by the model's names
    /// where it declares them; where there is no such head the model has none.
    /// </summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Number of labels where they have no names, as in a delta without metadata; null counts <see cref="Labels"/>.</summary>
    public int? LabelCount { get; init; }

    /// <summary>Open settings of adaptations, such as <c>pasta.occurrences</c>; those that are absent take their fallback.</summary>
    public IReadOnlyDictionary<string, double> Settings { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether a model that reads its head from the backbone's file takes it: true for a checkpoint that has learned its task, false for a new one.</summary>
    public bool HeadFromFile { get; init; } = true;

    /// <summary>Seed of the fresh values that adaptations and heads begin with.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>Overrides every dropout of the config; null keeps the config's.</summary>
    public double? Dropout { get; init; }
}
