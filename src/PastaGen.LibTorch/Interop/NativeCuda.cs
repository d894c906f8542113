using System.Runtime.InteropServices;
using PastaGen.LibTorch.Engine;

namespace PastaGen.LibTorch.Interop;

/// <summary>The C functions of <c>native/pastagen_cuda.cpp</c>, one line each.</summary>
internal static unsafe partial class NativeCuda
{
    private const string Library = ShimLibrary.CudaName;

    // One resolver serves the assembly, and Native sets it; here nothing is loaded before the engine is.
    static NativeCuda() => EngineLoader.EnsureLoaded();

    /// <summary>Throws what the last failed call on this thread left behind.</summary>
    internal static void Check(int status, string action)
    {
        if (status != 0) throw TorchException.Of(action, Marshal.PtrToStringUTF8((nint)pastagen_error()) ?? "unknown error");
    }

    [LibraryImport(Library)] private static partial byte* pastagen_error();
    [LibraryImport(Library)] internal static partial int pastagen_graph_begin(int device, nint* graph);
    [LibraryImport(Library)] internal static partial int pastagen_graph_end(nint graph);
    [LibraryImport(Library)] internal static partial int pastagen_graph_replay(nint graph);
    [LibraryImport(Library)] internal static partial int pastagen_graph_release(nint graph);
    [LibraryImport(Library)] internal static partial int pastagen_cuda_peak_bytes(int device, long* bytes);
    [LibraryImport(Library)] internal static partial int pastagen_cuda_reset_peak(int device);
}
