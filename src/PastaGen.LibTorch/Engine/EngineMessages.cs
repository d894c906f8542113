namespace PastaGen.LibTorch.Engine;

/// <summary>Every sentence that tells a user why there is no engine, and the step that mends it.</summary>
internal static class EngineMessages
{
    private const string InstallAll = "install it with: apt-get install libtorch-dev libopenblas0-pthread g++";

    internal static EngineUnavailableException NoLibTorch(IEnumerable<string> looked) =>
        new($"no libtorch was found (looked at {string.Join(", ", looked)})", $"{InstallAll}, or name an unpacked one in {LibTorchLocator.Variable}");

    internal static EngineUnavailableException BadVariable(string path, string missing) =>
        new($"{LibTorchLocator.Variable} names {path}, which has no {missing}", "name an unpacked libtorch (with include/ and lib/) or the folder of a Python torch package");

    internal static EngineUnavailableException NoCuda(LibTorch libTorch) =>
        new($"libtorch {libTorch.Version} in {libTorch.LibraryFolder} was built without CUDA", $"name one with CUDA in {LibTorchLocator.Variable}");

    internal static EngineUnavailableException NoCudaHeaders(LibTorch libTorch) =>
        new($"CUDA's headers ({LibTorchLocator.CudaHeader}) were found neither beside {libTorch.LibraryFolder} nor in a toolkit", "name the toolkit's folder in CUDA_HOME, or install the Python package nvidia-cuda-runtime of torch's CUDA version");

    internal static EngineUnavailableException NoCompiler(IEnumerable<string> tried) =>
        new($"the engine's shim must be compiled once and no C++ compiler was found (tried {string.Join(", ", tried)})", "install one with: apt-get install g++, or name one in CXX");

    internal static EngineUnavailableException CompilerFailed(string compiler, LibTorch libTorch, string firstError, string log) =>
        new($"{compiler} could not build the engine's shim against libtorch {libTorch.Version} in {libTorch.LibraryFolder}: {firstError}", $"the whole report is in {log}; name another libtorch in {LibTorchLocator.Variable} or another compiler in CXX");

    internal static EngineUnavailableException NoCache(string folder, string reason) =>
        new($"the engine's shim cannot be kept in {folder}: {reason}", "make the folder writable or name another in XDG_CACHE_HOME");

    internal static EngineUnavailableException LoadFailed(string path, string reason) =>
        new($"the engine's shim {path} could not be loaded: {reason}", $"{InstallAll}; then delete that file so that it is built anew");
}
