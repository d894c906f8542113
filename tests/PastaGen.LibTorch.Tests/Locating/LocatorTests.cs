using PastaGen.LibTorch.Engine;

namespace PastaGen.LibTorch.Tests.Locating;

public sealed class LocatorTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("pastagen-locator").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_named_folder_wins_and_states_its_version_and_its_CUDA_libraries()
    {
        var folder = Unpacked("torch", "2.4.1", "libtorch_cuda.so", "libc10_cuda.so");
        var found = LibTorchLocator.Find(folder, root, []);
        Assert.Equal(("2.4.1", LibTorchLocator.Variable, Path.Combine(folder, "lib")), (found.Version, found.Origin, found.LibraryFolder));
        Assert.Equal(["torch_cuda", "c10_cuda"], found.CudaLibraries);
        Assert.Equal([Path.Combine(folder, "include"), Path.Combine(folder, "include", "torch", "csrc", "api", "include")], found.IncludeFolders);
    }

    [Fact]
    public void The_version_is_read_where_newer_releases_keep_it()
    {
        var folder = Unpacked("torch", null);
        Write("torch/include/torch/headeronly/version.h", "#define TORCH_VERSION_MAJOR 2\n#define TORCH_VERSION \"2.9.0\"\n");
        Assert.Equal("2.9.0", LibTorchLocator.Find(folder, root, []).Version);
    }

    [Theory]
    [InlineData("set(TORCH_CXX_FLAGS \"-D_GLIBCXX_USE_CXX11_ABI=0\")", 0)]
    [InlineData("set(TORCH_CXX_FLAGS \"-D_GLIBCXX_USE_CXX11_ABI=1\")", 1)]
    public void The_layout_of_strings_is_the_one_that_the_build_states(string line, int expected)
    {
        var folder = Unpacked("torch", "2.1.0");
        Write("torch/share/cmake/Torch/TorchConfig.cmake", line);
        Assert.Equal(expected, LibTorchLocator.Find(folder, root, []).Cxx11Abi);
    }

    [Fact]
    public void Where_the_build_states_nothing_the_names_in_the_library_tell()
    {
        var folder = Unpacked("torch", "2.1.0");
        Write("torch/lib/libc10.so", "_ZNSt7__cxx1112basic_string");
        Assert.Equal(1, LibTorchLocator.Find(folder, root, []).Cxx11Abi);
        Write("torch/lib/libc10.so", "_ZNSs4_Rep");
        Assert.Equal(0, LibTorchLocator.Find(folder, root, []).Cxx11Abi);
    }

    [Fact]
    public void The_systems_libtorch_comes_before_a_Python_package()
    {
        Write("usr/include/torch/csrc/api/include/torch/version.h", "#define TORCH_VERSION \\\n  \"1.13.0\"\n");
        Write("usr/lib/libtorch.so", "");
        var found = LibTorchLocator.Find(null, root, ["no-such-python"]);
        Assert.Equal(("1.13.0", "system", Path.Combine(root, "usr", "lib")), (found.Version, found.Origin, found.LibraryFolder));
        Assert.Null(found.Cxx11Abi);
    }

    [Fact]
    public void A_Python_that_knows_torch_is_asked_for_its_folder()
    {
        var folder = Unpacked("site-packages/torch", "2.5.0");
        var python = Path.Combine(root, "python");
        File.WriteAllText(python, $"#!/bin/sh\necho {folder}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(python, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal($"torch of {python}", LibTorchLocator.Find("", root, [Path.Combine(root, "no-such-python"), python]).Origin);
    }

    [Fact]
    public void CUDAs_headers_are_found_in_the_packages_beside_a_Python_torch()
    {
        var folder = Unpacked("site-packages/torch", "2.5.0", "libtorch_cuda.so");
        Write("site-packages/nvidia/cuda_runtime/include/cuda_runtime_api.h", "");
        Write("site-packages/nvidia/nccl/include/nccl.h", "");
        var found = LibTorchLocator.Find(folder, root, []).CudaIncludeFolders;
        Assert.Equal(["cuda_runtime", "nccl"], found.Take(2).Select(include => Path.GetFileName(Path.GetDirectoryName(include))));
        Assert.Empty(LibTorchLocator.Find(Unpacked("elsewhere/torch", "2.5.0"), root, []).CudaIncludeFolders);
    }

    [Fact]
    public void A_named_folder_that_is_incomplete_is_refused_with_what_it_lacks()
    {
        Assert.Contains("has no such folder", Refused(Path.Combine(root, "nowhere")).Problem, StringComparison.Ordinal);
        Write("half/include/torch/csrc/api/include/torch/version.h", "#define TORCH_VERSION \"2.0.0\"");
        Assert.Contains("has no lib/libtorch.so", Refused(Path.Combine(root, "half")).Problem, StringComparison.Ordinal);
        Write("headless/lib/libtorch.so", "");
        Assert.Contains("has no include/torch with libtorch's headers", Refused(Path.Combine(root, "headless")).Problem, StringComparison.Ordinal);

        EngineUnavailableException Refused(string folder) => Assert.Throws<EngineUnavailableException>(() => LibTorchLocator.Find(folder, root, []));
    }

    [Fact]
    public void Without_any_libtorch_one_sentence_says_where_was_looked_and_what_to_type()
    {
        var error = Assert.Throws<EngineUnavailableException>(() => LibTorchLocator.Find(null, root, ["no-such-python"]));
        Assert.Contains("no libtorch was found", error.Problem, StringComparison.Ordinal);
        Assert.Contains("torch of no-such-python", error.Problem, StringComparison.Ordinal);
        Assert.Contains("apt-get install libtorch-dev libopenblas0-pthread g++", error.Mend, StringComparison.Ordinal);
        Assert.Equal($"{error.Problem}; {error.Mend}", error.Message);
        Assert.DoesNotContain("\n", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_named_from_the_current_one_is_remembered_whole()
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), Unpacked("torch", "2.4.1"));
        var found = LibTorchLocator.Find(relative, root, []);
        Assert.Equal(Path.Combine(root, "torch", "lib"), found.LibraryFolder);
        Assert.All(found.IncludeFolders, include => Assert.True(Path.IsPathFullyQualified(include)));
    }

    private string Unpacked(string name, string? version, params string[] libraries)
    {
        Write($"{name}/lib/libtorch.so", "");
        foreach (var library in libraries) Write($"{name}/lib/{library}", "");
        if (version is not null) Write($"{name}/include/torch/csrc/api/include/torch/version.h", $"#define TORCH_VERSION \\\n  \"{version}\"\n");
        return Path.Combine(root, name);
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
