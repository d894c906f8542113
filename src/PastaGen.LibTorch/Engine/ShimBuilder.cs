using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace PastaGen.LibTorch.Engine;

/// <summary>
/// Compiles the shim against a libtorch, once: the result is kept under the user's cache folder, named by the libtorch and by
/// everything that is asked of the compiler. Writes there and nowhere else; a finished file appears by rename, so processes may
/// race. Where it is kept already, no compiler is needed.
/// </summary>
internal static class ShimBuilder
{
    private const string SourceName = "pastagen_torch.cpp";

    /// <summary>The path of the shim for a libtorch, built if it is not there yet.</summary>
    /// <param name="libTorch">What to build against.</param>
    /// <param name="cacheFolder">Where it is kept, in a folder of its own.</param>
    /// <param name="compilers">Commands to try as the C++ compiler, in order.</param>
    /// <exception cref="EngineUnavailableException">There is no compiler, it failed, or the cache cannot be written.</exception>
    internal static string Build(LibTorch libTorch, string cacheFolder, IReadOnlyList<string> compilers)
    {
        var source = Source();
        var folder = Path.Combine(cacheFolder, "pastagen", "engine");
        var finished = Path.Combine(folder, $"pastagen_torch-{libTorch.Version}-{Key(libTorch, source)}.so");
        if (File.Exists(finished)) return finished;
        var compiler = Compiler.Find(compilers);
        var workplace = Path.Combine(folder, $".building-{Environment.ProcessId}-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(workplace);
            var text = Path.Combine(workplace, SourceName);
            var output = Path.Combine(workplace, "shim.so");
            File.WriteAllText(text, source);
            Compile(libTorch, compiler, text, output, finished + ".log");
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

    private static void Compile(LibTorch libTorch, Compiler compiler, string source, string output, string log)
    {
        // libtorch's headers have moved from C++17 to C++20; the older standard first, since older headers need it.
        var seventeen = compiler.Run(Arguments(libTorch, "c++17", source, output));
        if (seventeen.Code == 0) return;
        var twenty = compiler.Run(Arguments(libTorch, "c++20", source, output));
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

    private static List<string> Arguments(LibTorch libTorch, string standard, string source, string output)
    {
        List<string> arguments = [$"-std={standard}", "-O2", "-fPIC", "-shared", "-fvisibility=hidden", "-w", "-Wfatal-errors"];
        if (libTorch.Cxx11Abi is { } abi) arguments.Add($"-D_GLIBCXX_USE_CXX11_ABI={abi}");
        arguments.AddRange(libTorch.IncludeFolders.Select(folder => $"-I{folder}"));
        // Not -Wl,-rpath,...: that would cut a folder's name at its commas.
        arguments.AddRange([source, "-o", output, $"-L{libTorch.LibraryFolder}", "-Xlinker", "-rpath", "-Xlinker", libTorch.LibraryFolder]);
        // Kernels register when their library loads, so libraries are linked although nothing names their symbols.
        arguments.AddRange(["-Wl,--no-as-needed", "-ltorch", "-ltorch_cpu", "-lc10"]);
        arguments.AddRange(libTorch.CudaLibraries.Select(name => $"-l{name}"));
        return arguments;
    }

    private static string Key(LibTorch libTorch, string source)
    {
        var machine = RuntimeInformation.ProcessArchitecture.ToString();
        var parts = string.Join('\n', Arguments(libTorch, "", "", "").Append(libTorch.Version).Append(machine).Append(source));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)))[..16];
    }

    private static string Source()
    {
        using var stream = typeof(ShimBuilder).Assembly.GetManifestResourceStream(SourceName)
            ?? throw new InvalidOperationException($"{SourceName} is not embedded in {typeof(ShimBuilder).Assembly.GetName().Name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
