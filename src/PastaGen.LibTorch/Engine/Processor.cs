using System.Globalization;
using System.Runtime.InteropServices;

namespace PastaGen.LibTorch.Engine;

/// <summary>What this machine's processor can do, as the kernel lists it; empty where it is not listed.</summary>
internal static class Processor
{
    private const string Listing = "/proc/cpuinfo";

    /// <summary>The names of its instruction sets.</summary>
    internal static IReadOnlyList<string> Features { get; } =
        [.. (File.Exists(Listing) ? File.ReadLines(Listing).FirstOrDefault(IsFeatures) ?? "" : "").Split(' ', '\t').Skip(1)];

    /// <summary>How the compiler is told to use all of it.</summary>
    internal static string CompilerFlag => RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86 ? "-march=native" : "-mcpu=native";

    private static bool IsFeatures(string line) =>
        line.StartsWith("flags", true, CultureInfo.InvariantCulture) || line.StartsWith("Features", true, CultureInfo.InvariantCulture);
}
