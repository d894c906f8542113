using System.Text;

namespace PastaGen.LibTorch.Engine;

/// <summary>The shim's sources, which travel inside the assembly so that a published folder can build it.</summary>
internal static class ShimSources
{
    private const string Prefix = "native/";
    private const string KernelFolder = "kernels/";
    private const string ExtraFolder = "extras/";

    /// <summary>The folder of what stands in for headers that libtorch may have been installed without.</summary>
    internal const string AbsentFolder = "absent";

    /// <summary>Every file by its path from the folder <c>native</c>, in a fixed order.</summary>
    internal static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(
        typeof(ShimSources).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..].Replace('\\', '/'), Read),
        StringComparer.Ordinal);

    /// <summary>The files that every program's library is compiled from, those that take longest first.</summary>
    internal static IEnumerable<string> Units => All.Keys
        .Where(name => name.EndsWith(".cpp", StringComparison.Ordinal) && !name.StartsWith(ExtraFolder, StringComparison.Ordinal))
        .OrderBy(IsKernel).ThenBy(name => name, StringComparer.Ordinal);

    /// <summary>The file that a library for some programs is compiled from.</summary>
    internal static string OfExtra(string library) => $"{ExtraFolder}{library}.cpp";

    /// <summary>Whether a file computes in plain C++, without libtorch's headers, and gains from all that the processor can do.</summary>
    internal static bool IsKernel(string name) => name.StartsWith(KernelFolder, StringComparison.Ordinal);

    private static string Read(string resource)
    {
        using var stream = typeof(ShimSources).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
