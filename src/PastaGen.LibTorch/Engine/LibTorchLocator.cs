using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace PastaGen.LibTorch.Engine;

/// <summary>
/// Finds the libtorch to compute with: the one that <c>PASTAGEN_LIBTORCH</c> names, else the system's, else the one inside
/// a Python <c>torch</c> package that <c>python3</c> can import. Reads files and asks python3; changes nothing.
/// </summary>
internal static partial class LibTorchLocator
{
    private static readonly string[] CudaNames = ["torch_cuda", "torch_cuda_cu", "torch_cuda_cpp", "c10_cuda", "torch_hip", "c10_hip"];

    /// <summary>The header by which CUDA's are known.</summary>
    internal const string CudaHeader = "cuda_runtime_api.h";

    internal const string Variable = "PASTAGEN_LIBTORCH";

    /// <summary>The libtorch to use.</summary>
    /// <param name="named">What the environment variable says; null or empty where it is not set.</param>
    /// <param name="systemRoot">The root under which Debian's packages install, <c>/</c> but in tests.</param>
    /// <param name="pythons">Python interpreters to ask, in order.</param>
    /// <exception cref="EngineUnavailableException">There is none, or the named one is incomplete.</exception>
    internal static LibTorch Find(string? named, string systemRoot, IEnumerable<string> pythons)
    {
        // The shim remembers where its libtorch lies, so a path from the current folder would not do.
        if (!string.IsNullOrEmpty(named) && Path.GetFullPath(named) is var folder)
            return OfFolder(folder, Variable) ?? throw EngineMessages.BadVariable(folder, Missing(folder));
        var looked = new List<string>();
        if (OfSystem(systemRoot, looked) is { } system) return system;
        foreach (var python in pythons)
        {
            looked.Add($"torch of {python}");
            if (FolderOfPython(python) is { } found && OfFolder(found, $"torch of {python}") is { } package) return package;
        }
        throw EngineMessages.NoLibTorch(looked);
    }

    /// <summary>A folder with <c>include/</c> and <c>lib/</c>: an unpacked libtorch and a Python package look the same.</summary>
    internal static LibTorch? OfFolder(string folder, string origin)
    {
        var include = Path.Combine(folder, "include");
        var library = Path.Combine(folder, "lib");
        return File.Exists(Path.Combine(library, "libtorch.so")) && Header(include) is { } header
            ? new(origin, Version(header), [include, Path.Combine(include, "torch", "csrc", "api", "include")], library, Cuda(library), Abi(folder, library)) { CudaIncludeFolders = CudaHeaders(library, folder) }
            : null;
    }

    private static LibTorch? OfSystem(string root, List<string> looked)
    {
        var include = Path.Combine(root, "usr", "include");
        foreach (var library in new[] { Path.Combine(root, "usr", "lib", Triplet), Path.Combine(root, "usr", "lib64"), Path.Combine(root, "usr", "lib") })
        {
            looked.Add(Path.Combine(library, "libtorch.so"));
            if (File.Exists(Path.Combine(library, "libtorch.so")) && Header(include) is { } header)
                return new("system", Version(header), [include, Path.Combine(include, "torch", "csrc", "api", "include")], library, Cuda(library), null) { CudaIncludeFolders = CudaHeaders(library, null) };
        }
        return null;
    }

    private static string Missing(string folder) => !Directory.Exists(folder)
        ? "such folder"
        : File.Exists(Path.Combine(folder, "lib", "libtorch.so")) ? "include/torch with libtorch's headers" : "lib/libtorch.so";

    private static string Triplet => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => "x86_64-linux-gnu",
        Architecture.Arm64 => "aarch64-linux-gnu",
        Architecture.Ppc64le => "powerpc64le-linux-gnu",
        var other => $"{other.ToString().ToLowerInvariant()}-linux-gnu",
    };

    /// <summary>The header that states the version; its place has changed over the years.</summary>
    private static string? Header(string include) => new[]
    {
        Path.Combine(include, "torch", "headeronly", "version.h"),
        Path.Combine(include, "torch", "csrc", "api", "include", "torch", "version.h"),
    }.FirstOrDefault(path => File.Exists(path) && VersionLine().IsMatch(File.ReadAllText(path)));

    private static string Version(string header) => VersionLine().Match(File.ReadAllText(header)).Groups[1].Value;

    private static string[] Cuda(string library) =>
        [.. CudaNames.Where(name => File.Exists(Path.Combine(library, $"lib{name}.so")))];

    /// <summary>CUDA's headers come in packages beside a Python torch, or with a toolkit.</summary>
    private static string[] CudaHeaders(string library, string? package)
    {
        if (Cuda(library).Length == 0) return [];
        var beside = package is null ? "" : Path.Combine(package, "..", "nvidia");
        var packages = Directory.Exists(beside) ? Directory.GetDirectories(beside).Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        var toolkits = new[] { Environment.GetEnvironmentVariable("CUDA_HOME"), "/usr/local/cuda" }.Where(home => !string.IsNullOrEmpty(home)).Select(home => home!);
        string[] all = [.. packages.Concat(toolkits).Select(home => Path.GetFullPath(Path.Combine(home, "include"))).Where(Directory.Exists).Distinct()];
        return all.Any(folder => File.Exists(Path.Combine(folder, CudaHeader))) ? all : [];
    }

    /// <summary>Python packages were long built with the old string layout; their name mangling gives it away.</summary>
    private static int? Abi(string folder, string library)
    {
        var stated = Path.Combine(folder, "share", "cmake", "Torch", "TorchConfig.cmake");
        if (File.Exists(stated) && AbiLine().Match(File.ReadAllText(stated)) is { Success: true } match) return match.Groups[1].Value == "1" ? 1 : 0;
        var core = Path.Combine(library, "libc10.so");
        if (!File.Exists(core)) return null;
        return File.ReadAllBytes(core).AsSpan().IndexOf("cxx11"u8) >= 0 ? 1 : 0;
    }

    private static string? FolderOfPython(string python)
    {
        try
        {
            var start = new ProcessStartInfo(python, ["-c", "import importlib.util as u; s = u.find_spec('torch'); print(s.submodule_search_locations[0] if s else '')"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start);
            if (process is null) return null;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var folder = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 && folder.Length > 0 ? folder : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"#define\s+TORCH_VERSION\s+\\?\s*""([0-9]+\.[0-9]+\.[0-9]+)""")]
    private static partial Regex VersionLine();

    [GeneratedRegex(@"_GLIBCXX_USE_CXX11_ABI=([01])")]
    private static partial Regex AbiLine();
}
