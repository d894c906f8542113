using System.Text.Json.Serialization;

namespace PastaGen.Host.Json;

/// <summary>What <c>doctor --json</c> writes. Where there is no engine, <paramref name="Problem"/> and <paramref name="Mend"/> say why and the rest of it is null.</summary>
internal sealed record DoctorReport(bool Engine, string? Problem, string? Mend, EngineReport? Details, bool FastBf16, string DotnetVersion, string PastaVersion);

/// <summary>The engine that computes.</summary>
internal sealed record EngineReport(
    string Version,
    string Origin,
    string Path,
    string Shim,
    IReadOnlyList<string> Devices,
    int Threads,
    string WaitPolicy,
    bool FusedAttention,
    string Blas,
    [property: JsonPropertyName("onednn_products")] bool OneDnnProducts,
    [property: JsonPropertyName("openmp")] string OpenMp);
