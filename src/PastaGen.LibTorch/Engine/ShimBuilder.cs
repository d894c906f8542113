using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace PastaGen.LibTorch.Engine;

/// <summary>
/// Compiles a library of the shim against a libtorch, once: the result is kept under the user's cache folder, named by the libtorch and by
/// everything that is asked of the compiler. Writes there and nowhere else; a finished file appears by rename, so processes may
/// race. Where it is kept already, no compiler is needed.
/// </summary>
internal static class ShimBuilder
{
    private const string Sources = "native/";

    /// <summary>The path of a library of the shim for a libtorch, built if it is not there yet.</summary>
    /// <param name="library">Which library.</param>
    /// <param name="libTorch">What to build against.</param>
    /// <param name="cacheFolder">Where it is kept, in a folder of its own.</param>
    /// <param name="compilers">Commands to try as the C++ compiler, in order.</param>
    /// <exception cref="EngineUnavailableException">There is no compiler, it failed, the cache cannot be written, or CUDA is needed and is not there.</exception>
    internal static string Build(ShimLibrary library, LibTorch libTorch, string cacheFolder, IReadOnlyList<string> compilers)
    {
        if (library.NeedsCuda && libTorch.CudaLibraries.Count == 0) throw EngineMessages.NoCuda(libTorch);
        if (library.NeedsCuda && libTorch.CudaIncludeFolders.Count == 0) throw EngineMessages.NoCudaHeaders(libTorch);
        var folder = Path.Combine(cacheFolder, "pastagen", "engine");
        var finished = Path.Combine(folder, $"{library.Name}-{libTorch.Version}-{Key(library, libTorch)}.so");
        if (File.Exists(finished)) return finished;
        var compiler = Compiler.Find(compilers);
        var workplace = Path.Combine(folder, $".building-{Environment.ProcessId}-{Guid.NewGuid():N}");
        try
        {
            WriteSources(workplace);
            var output = Path.Combine(workplace, "shim.so");
            Compile(library, libTorch, compiler, workplace, output, finished + ".log");
            Flush(output);
            File.Move(output, finished, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EngineMessages.NoCache(folder, error.Message);
        }
        finally
        {
            if (Directory.Exists(workplace)) Directory.Delete(workplace, recursive: true);
        }
        return finished;
    }

    private static void Compile(ShimLibrary library, LibTorch libTorch, Compiler compiler, string sources, string output, string log)
    {
        // libtorch's headers have moved from C++17 to C++20; the older standard first, since older headers need it.
        var seventeen = compiler.Run(Arguments(library, libTorch, "c++17", sources, output));
        if (seventeen.Code == 0) return;
        var twenty = compiler.Run(Arguments(library, libTorch, "c++20", sources, output));
        if (twenty.Code == 0) return;
        File.WriteAllText(log, $"{compiler.Command} -std=c++17:\n{seventeen.Report}\n{compiler.Command} -std=c++20:\n{twenty.Report}");
        throw EngineMessages.CompilerFailed(compiler.Command, libTorch, FirstError(seventeen.Report), log);
    }

    private static string FirstError(string report)
    {
        var lines = report.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.FirstOrDefault(line => line.Contains("error:", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "it gave no reason";
    }

    // After a power cut a name without its content would be taken for a finished shim.
    private static void Flush(string path)
    {
        using var written = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
    }

    private static List<string> Arguments(ShimLibrary library, LibTorch libTorch, string standard, string sources, string output)
    {
        List<string> arguments = [$"-std={standard}", "-O2", "-fPIC", "-shared", "-fvisibility=hidden", "-w", "-Wfatal-errors"];
        if (libTorch.Cxx11Abi is { } abi) arguments.Add($"-D_GLIBCXX_USE_CXX11_ABI={abi}");
        arguments.AddRange(libTorch.IncludeFolders.Select(folder => $"-I{folder}"));
        if (library.NeedsCuda) arguments.AddRange(libTorch.CudaIncludeFolders.Select(folder => $"-I{folder}"));
        arguments.AddRange(["-idirafter", Path.Combine(sources, "absent")]);
        // Not -Wl,-rpath,...: that would cut a folder's name at its commas.
        arguments.AddRange([Path.Combine(sources, library.Source), "-o", output, $"-L{libTorch.LibraryFolder}", "-Xlinker", "-rpath", "-Xlinker", libTorch.LibraryFolder]);
        // Kernels register when their library loads, so libraries are linked although nothing names their symbols.
        arguments.AddRange(["-Wl,--no-as-needed", "-ltorch", "-ltorch_cpu", "-lc10"]);
        arguments.AddRange(libTorch.CudaLibraries.Select(name => $"-l{name}"));
        return arguments;
    }

    private static string Key(ShimLibrary library, LibTorch libTorch)
    {
        var machine = RuntimeInformation.ProcessArchitecture.ToString();
        var parts = Arguments(library, libTorch, "", "", "").Append(libTorch.Version).Append(machine).Concat(Names().Select(name => name + "\n" + Text(name)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..16];
    }

    private static void WriteSources(string folder)
    {
        foreach (var name in Names())
        {
            var path = Path.Combine(folder, name[Sources.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, Text(name));
        }
    }

    private static IEnumerable<string> Names() => typeof(ShimBuilder).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Sources, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string Text(string name)
    {
        using var stream = typeof(ShimBuilder).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
