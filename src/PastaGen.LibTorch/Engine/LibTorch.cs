namespace PastaGen.LibTorch.Engine;

/// <summary>A libtorch on this machine: where its parts lie and how its C++ library was built.</summary>
/// <param name="Origin">How it was found, as a person would say it.</param>
/// <param name="Version">Its version, such as <c>1.13.0</c>.</param>
/// <param name="IncludeFolders">Folders with its headers.</param>
/// <param name="LibraryFolder">The folder with <c>libtorch.so</c>.</param>
/// <param name="CudaLibraries">Its CUDA libraries by link name; none in a CPU build.</param>
/// <param name="Cxx11Abi">The value of <c>_GLIBCXX_USE_CXX11_ABI</c> it was built with; null where the compiler's default fits.</param>
internal sealed record LibTorch(
    string Origin, string Version, IReadOnlyList<string> IncludeFolders, string LibraryFolder, IReadOnlyList<string> CudaLibraries, int? Cxx11Abi)
{
    /// <summary>Folders with the headers of CUDA and NCCL; none where there are none, or no CUDA libraries.</summary>
    public IReadOnlyList<string> CudaIncludeFolders { get; init; } = [];
}
