using System.Globalization;
using PastaGen.LibTorch;
using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>What computes a run: equal fingerprints give equal bits, others may round differently.</summary>
internal static class EngineFingerprint
{
    private const string Capability = "CPU capability usage: ";

    /// <summary>The fingerprint of this process, as texts by name.</summary>
    /// <param name="device">Where the model lives.</param>
    public static Dictionary<string, string> Of(Device device)
    {
        var engine = EngineInfo.Read();
        var capability = engine.Configuration.Split('\n').Select(line => line.Trim().TrimStart('-').Trim())
            .FirstOrDefault(line => line.StartsWith(Capability, StringComparison.Ordinal))?[Capability.Length..] ?? "unknown";
        var found = new Dictionary<string, string>
        {
            ["libtorch"] = engine.Version,
            ["BLAS"] = Path.GetFileName(engine.Blas),
            ["threads"] = engine.Threads.ToString(CultureInfo.InvariantCulture),
            ["CPU capability"] = capability,
            ["device"] = device.ToString(),
            ["program"] = typeof(EngineFingerprint).Assembly.GetName().Version?.ToString(3) ?? "",
        };
        if (device.type != DeviceType.CUDA) return found;
        found["TF32"] = backends.cuda.matmul.allow_tf32 ? "on" : "off";
        found["deterministic kernels"] = Determinism.IsRequired ? "on" : "off";
        return found;
    }

    /// <summary>The sentence for a run that goes on elsewhere; null where nothing differs.</summary>
    public static string? Differences(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now)
    {
        var differences = now.Keys.Where(name => before.GetValueOrDefault(name) != now[name])
            .Select(name => $"{name} {before.GetValueOrDefault(name) ?? "unknown"}, now {now[name]}").ToArray();
        return differences.Length == 0 ? null : $"the run began with {string.Join("; ", differences)}: the last bits may differ from those of a run that was never stopped";
    }
}
