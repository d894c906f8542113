using System.Text.Json.Serialization;

namespace PastaGen.Host.Json;

/// <summary>What <c>doctor --json</c> writes. Where there is no engine, <paramref name="Problem"/> and <paramref name="Mend"/> say why and the rest of it is null.</summary>
internal sealed record DoctorReport(bool Engine, string? Problem, string? Mend, EngineReport? Details, bool FastBf16, PrecisionReport AutoPrecision, string DotnetVersion, string PastaVersion);

/// <summary>What <c>--precision auto</c> chooses on the CPU, for models whose backbone is frozen and for those that train it.</summary>
internal sealed record PrecisionReport(string Frozen, string FrozenReason, string Trained, string TrainedReason);

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
