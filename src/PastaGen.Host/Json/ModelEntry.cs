namespace PastaGen.Host.Json;

/// <summary>One element of the array that <c>models --json</c> writes.</summary>
internal sealed record ModelEntry(
    string Name,
    string Architecture,
    string Head,
    IReadOnlyList<string> Adaptations,
    IReadOnlyList<string>? Labels,
    string Size,
    IReadOnlyDictionary<string, double> OpenSettings,
    string PlanHash);
