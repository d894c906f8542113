using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace PastaGen.LibTorch.Engine;

/// <summary>
/// Compiles a library of the shim against a libtorch and for a processor, once: the result is kept under the user's cache folder, named by the
/// libtorch, by the processor's features and by everything that is asked of the compiler. Writes there and nowhere else; a finished
/// file appears by rename, so processes may race. Where it is kept already, no compiler is needed.
/// </summary>
internal static class ShimBuilder
{
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
            foreach (var (name, text) in ShimSources.All)
            {
                var path = Path.Combine(workplace, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
            }
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

    private static void Compile(ShimLibrary library, LibTorch libTorch, Compiler compiler, string workplace, string output, string log)
    {
        string[] units = [.. library.Units];
        string[] objects = [.. units.Select(unit => Path.Combine(workplace, unit + ".o"))];
        var attempts = new (string Stage, (int Code, string Report) Result)[units.Length][];
        // In parallel, and one at a time from the longest on: the default hands out ranges.
        var order = System.Collections.Concurrent.Partitioner.Create(Enumerable.Range(0, units.Length), System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(order, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, unit =>
            attempts[unit] = Attempt(compiler, Choices(library, libTorch, units[unit]), ["-idirafter", Path.Combine(workplace, ShimSources.AbsentFolder), Path.Combine(workplace, units[unit]), "-o", objects[unit]]));
        var failed = attempts.FirstOrDefault(tried => tried[^1].Result.Code != 0);
        if (failed is null)
        {
            failed = Attempt(compiler, [["-shared"]], [.. objects, "-o", output, .. Linking(libTorch)]);
            if (failed[^1].Result.Code == 0) return;
        }
        File.WriteAllText(log, string.Join('\n', failed.Select(tried => $"{compiler.Command} {tried.Stage}:\n{tried.Result.Report}")));
        throw EngineMessages.CompilerFailed(compiler.Command, libTorch, FirstError(failed[0].Result.Report), log);
    }

    /// <summary>Runs the compiler with one choice of options after the other until one does.</summary>
    private static (string Stage, (int Code, string Report) Result)[] Attempt(Compiler compiler, List<string>[] choices, List<string> rest)
    {
        var attempts = new List<(string, (int Code, string))>();
        foreach (var choice in choices)
        {
            var result = compiler.Run([.. choice, .. rest]);
            attempts.Add((choice[0], result));
            if (result.Code == 0) break;
        }
        return [.. attempts];
    }

    private static List<string>[] Choices(ShimLibrary library, LibTorch libTorch, string unit)
    {
        List<string> common = ["-fPIC", "-fvisibility=hidden", "-w", "-Wfatal-errors", "-c"];
        if (ShimSources.IsKernel(unit))
        {
            // Fused multiplication and addition where the processor has it; never what would change the meaning of other code.
            List<string> kernel = ["-std=c++17", "-O3", "-ffp-contract=fast", "-fno-math-errno", .. common];
            // Not every compiler knows the machine that it runs on.
            return [[Processor.CompilerFlag, .. kernel], kernel];
        }
        common.Add("-O2");
        if (libTorch.Cxx11Abi is { } abi) common.Add($"-D_GLIBCXX_USE_CXX11_ABI={abi}");
        common.AddRange(libTorch.IncludeFolders.Concat(library.NeedsCuda ? libTorch.CudaIncludeFolders : []).Select(folder => $"-I{folder}"));
        // libtorch's headers have moved from C++17 to C++20; the older standard first, since older headers need it.
        return [["-std=c++17", .. common], ["-std=c++20", .. common]];
    }

    private static List<string> Linking(LibTorch libTorch)
    {
        // Not -Wl,-rpath,...: that would cut a folder's name at its commas.
        List<string> arguments = [$"-L{libTorch.LibraryFolder}", "-Xlinker", "-rpath", "-Xlinker", libTorch.LibraryFolder];
        // Kernels register when their library loads, so libraries are linked although nothing names their symbols.
        arguments.AddRange(["-Wl,--no-as-needed", "-ltorch", "-ltorch_cpu", "-lc10"]);
        arguments.AddRange(libTorch.CudaLibraries.Select(name => $"-l{name}"));
        return arguments;
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

    private static string Key(ShimLibrary library, LibTorch libTorch)
    {
        IEnumerable<string> parts =
        [
            libTorch.Version,
            RuntimeInformation.ProcessArchitecture.ToString(),
            .. Processor.Features,
            .. library.Units.SelectMany(unit => Choices(library, libTorch, unit)).SelectMany(choice => choice),
            .. Linking(libTorch),
            .. ShimSources.All.SelectMany(source => new[] { source.Key, source.Value }),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..16];
    }
}
