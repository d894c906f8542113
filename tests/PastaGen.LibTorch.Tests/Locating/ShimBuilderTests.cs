using PastaGen.LibTorch.Engine;

namespace PastaGen.LibTorch.Tests.Locating;

/// <summary>The cache of built shims, with shell scripts in the compiler's place.</summary>
public sealed class ShimBuilderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("pastagen-shim").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    private string Cache => Path.Combine(root, "cache");

    private string Kept => Path.Combine(Cache, "pastagen", "engine");

    private static Engine.LibTorch Some(string version = "2.0.0", params string[] cuda) => new("a test", version, ["/include"], "/a,b/lib", cuda, null);

    [Fact]
    public async Task Builders_that_race_leave_one_whole_shim_and_nothing_else()
    {
        // Slow enough for all to be at it before the first is done; the content shows a mixture of two writers.
        var compiler = Script("racing", "for i in 1 2 3 4; do sleep 0.05; printf '%s\\n' \"$$\" >>\"$out\"; done");
        var builders = Enumerable.Range(0, 4).Select(_ => Task.Run(() => ShimBuilder.Build(ShimLibrary.Core, Some(), Cache, [compiler])));
        var shim = Assert.Single((await Task.WhenAll(builders)).Distinct());
        Assert.Equal([shim], Directory.GetFileSystemEntries(Kept));
        var lines = File.ReadAllLines(shim);
        Assert.Equal(4, lines.Length);
        Assert.Single(lines.Distinct());
    }

    [Fact]
    public void A_shim_that_is_kept_needs_no_compiler()
    {
        var shim = ShimBuilder.Build(ShimLibrary.Core, Some(), Cache, [Script("once", "echo built >\"$out\"")]);
        Assert.Equal("built\n", File.ReadAllText(shim));
        Assert.Equal(shim, ShimBuilder.Build(ShimLibrary.Core, Some(), Cache, []));
    }

    [Fact]
    public void Each_libtorch_has_a_shim_of_its_own()
    {
        var compiler = Script("each", "echo built >\"$out\"");
        Engine.LibTorch[] all = [Some(), Some("2.1.0"), Some("2.0.0", "torch_cuda"), Some() with { Cxx11Abi = 0 }, Some() with { LibraryFolder = "/other/lib" }];
        Assert.Equal(all.Length, all.Select(one => ShimBuilder.Build(ShimLibrary.Core, one, Cache, [compiler])).Distinct().Count());
    }

    [Fact]
    public void The_linker_is_told_where_the_libraries_are_and_which()
    {
        var shim = ShimBuilder.Build(ShimLibrary.Core, Some("2.0.0", "torch_cuda", "c10_cuda"), Cache, [Script("arguments", "printf '%s\\n' \"$@\" >\"$out\"")]);
        var arguments = File.ReadAllLines(shim);
        Assert.Equal("-shared", arguments[0]);
        Assert.Equal(ShimSources.Units.Count(), arguments.Count(argument => argument.EndsWith(".cpp.o", StringComparison.Ordinal)));
        Assert.Equal(["-L/a,b/lib", "-Xlinker", "-rpath", "-Xlinker", "/a,b/lib", "-Wl,--no-as-needed", "-ltorch", "-ltorch_cpu", "-lc10", "-ltorch_cuda", "-lc10_cuda"], arguments[^11..]);
    }

    [Fact]
    public void Kernels_are_compiled_for_this_processor_and_the_rest_against_libtorch()
    {
        var log = Path.Combine(root, "log");
        ShimBuilder.Build(ShimLibrary.Core, Some(), Cache, [Script("calls", $"echo \"$@ \" >>\"{log}\"; echo built >\"$out\"")]);
        var calls = File.ReadAllLines(log).Where(call => call.Contains(" -c ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(ShimSources.Units.Count(), calls.Length);
        foreach (var call in calls)
        {
            var kernel = call.Contains("/kernels/", StringComparison.Ordinal);
            Assert.Equal(kernel, call.StartsWith(Processor.CompilerFlag, StringComparison.Ordinal));
            Assert.Equal(!kernel, call.Contains("-I/include", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_compiler_that_does_not_know_the_processor_compiles_for_any()
    {
        var compiler = Script("portable", $"[ \"$1\" = {Processor.CompilerFlag} ] && {{ echo 'error: unknown option' >&2; exit 1; }}; echo built >\"$out\"");
        Assert.Equal("built\n", File.ReadAllText(ShimBuilder.Build(ShimLibrary.Core, Some(), Cache, [compiler])));
    }

    [Fact]
    public void Where_the_older_standard_fails_for_libtorchs_headers_the_newer_one_is_tried()
    {
        var compiler = Script("newer", "case \"$*\" in -std=c++17*-I*) echo 'error: too old' >&2; exit 1;; esac; echo built >\"$out\"");
        Assert.Equal("built\n", File.ReadAllText(ShimBuilder.Build(ShimLibrary.Core, Some(), Cache, [compiler])));
    }

    [Fact]
    public void A_shim_that_does_not_compile_points_to_the_compilers_reports()
    {
        var compiler = Script("failing", "[ \"$1\" = -shared ] || case \"$*\" in *-I*) printf 'In file x\\nx:1: error: no good for %s\\n' \"$1\" >&2; exit 1;; esac; echo built >\"$out\"");
        var error = Assert.Throws<EngineUnavailableException>(() => ShimBuilder.Build(ShimLibrary.Core, Some(), Cache, [compiler]));
        Assert.EndsWith("could not build the engine's shim against libtorch 2.0.0 in /a,b/lib: x:1: error: no good for -std=c++17", error.Problem, StringComparison.Ordinal);
        var log = Assert.Single(Directory.GetFileSystemEntries(Kept));
        Assert.Contains(log, error.Mend, StringComparison.Ordinal);
        Assert.Contains("no good for -std=c++17", File.ReadAllText(log), StringComparison.Ordinal);
        Assert.Contains("no good for -std=c++20", File.ReadAllText(log), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_compiler_the_sentence_names_those_tried_and_the_mend()
    {
        var error = Assert.Throws<EngineUnavailableException>(() => ShimBuilder.Build(ShimLibrary.Core, Some(), Cache, ["no-such-compiler", "nor-this"]));
        Assert.Contains("no C++ compiler was found (tried no-such-compiler, nor-this)", error.Problem, StringComparison.Ordinal);
        Assert.Contains("apt-get install g++", error.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_named_with_the_mend()
    {
        File.WriteAllText(Cache, "a file where the folder should be");
        var error = Assert.Throws<EngineUnavailableException>(() => ShimBuilder.Build(ShimLibrary.Core, Some(), Cache, [Script("idle", "")]));
        Assert.Contains($"cannot be kept in {Kept}", error.Problem, StringComparison.Ordinal);
        Assert.Contains("XDG_CACHE_HOME", error.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_for_GPUs_is_built_against_CUDAs_headers_or_refused_by_what_is_missing()
    {
        var library = ShimLibrary.Extras.Single(extra => extra.Name == ShimLibrary.CudaName);
        var log = Path.Combine(root, "log");
        var compiler = Script("gpu", $"echo \"$@\" >>\"{log}\"; echo built >\"$out\"");
        EngineUnavailableException Refused(Engine.LibTorch libTorch) => Assert.Throws<EngineUnavailableException>(() => ShimBuilder.Build(library, libTorch, Cache, [compiler]));
        Assert.Contains("built without CUDA", Refused(Some()).Problem, StringComparison.Ordinal);
        Assert.Contains("CUDA's headers", Refused(Some("2.0.0", "torch_cuda")).Problem, StringComparison.Ordinal);
        ShimBuilder.Build(library, Some("2.0.0", "torch_cuda") with { CudaIncludeFolders = ["/cuda/include"] }, Cache, [compiler]);
        var calls = File.ReadAllLines(log);
        Assert.Equal(2, calls.Length);
        Assert.Contains(" -I/cuda/include ", calls[0], StringComparison.Ordinal);
        Assert.Contains("/extras/pastagen_cuda.cpp ", calls[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_does_not_load_is_told_with_the_systems_own_reason()
    {
        var broken = Path.Combine(root, "broken.so");
        File.WriteAllText(broken, "no library");
        var error = Assert.Throws<DllNotFoundException>(() => System.Runtime.InteropServices.NativeLibrary.Load(broken));
        Assert.StartsWith($"{broken}: ", EngineLoader.Reason(error), StringComparison.Ordinal);
    }

    /// <summary>A compiler that answers --version and else runs a body, in which <c>$out</c> is the file asked for.</summary>
    private string Script(string name, string body)
    {
        var path = Path.Combine(root, name);
        File.WriteAllText(path, $$"""
            #!/bin/sh
            [ "$1" = --version ] && { echo a compiler; exit 0; }
            previous=
            for argument; do [ "$previous" = -o ] && out=$argument; previous=$argument; done
            {{body}}
            """);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }
}
