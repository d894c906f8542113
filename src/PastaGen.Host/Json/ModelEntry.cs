namespace PastaGen.Host.Json;

/// <summary>One element of the array that <c>models --json</c> writes. Stages are the models that are trained before it, in order.</summary>
internal sealed record ModelEntry(
    string Name,
    string Architecture,
    string Head,
    IReadOnlyList<string> Adaptations,
    IReadOnlyList<string>? Labels,
    string Size,
    IReadOnlyDictionary<string, double> OpenSettings,
    string PlanHash,
    IReadOnlyList<string> Stages);
