namespace PastaGen.Host.Json;

/// <summary>What <c>describe --json</c> writes. Totals are null where the plan leaves sizes open and no backbone was given.</summary>
internal sealed record ModelDescription(
    string Name,
    string Architecture,
    string Head,
    IReadOnlyList<string> Adaptations,
    IReadOnlyList<string>? Labels,
    int? LabelCount,
    string Size,
    string PlanHash,
    IReadOnlyDictionary<string, double> Settings,
    string Explanation,
    IReadOnlyList<ParameterDescription> Parameters,
    ParameterTotals? Totals);

/// <summary>One parameter.</summary>
/// <param name="Name">Its place in the module tree.</param>
/// <param name="CheckpointName">Its name in a backbone's file.</param>
/// <param name="DeltaName">Its name in a delta.</param>
/// <param name="Shape">Its sizes; null where they are open.</param>
/// <param name="Sizes">Its sizes by name; null where they are known.</param>
/// <param name="State"><c>frozen</c>, <c>trained</c>, <c>adapted</c> or <c>reset</c>.</param>
/// <param name="Reason">Why.</param>
internal sealed record ParameterDescription(
    string Name, string? CheckpointName, string? DeltaName, IReadOnlyList<long>? Shape, IReadOnlyList<string>? Sizes, string State, string Reason);

/// <summary>Numbers of parameters, and the delta's size in bytes of fp32 values.</summary>
internal sealed record ParameterTotals(long Backbone, long Adaptation, long Head, long Trained, long Total, long DeltaBytes);
