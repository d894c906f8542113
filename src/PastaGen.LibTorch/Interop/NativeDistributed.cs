using System.Runtime.InteropServices;
using PastaGen.LibTorch.Engine;

namespace PastaGen.LibTorch.Interop;

/// <summary>The C functions of <c>native/pastagen_distributed.cpp</c> and <c>native/pastagen_nccl.cpp</c>, one line each.</summary>
internal static unsafe partial class NativeDistributed
{
    private const string Gloo = ShimLibrary.DistributedName;
    private const string Nccl = ShimLibrary.NcclName;

    // One resolver serves the assembly, and Native sets it; here nothing is loaded before the engine is.
    static NativeDistributed() => EngineLoader.EnsureLoaded();

    /// <summary>Throws what the last failed call to Gloo on this thread left behind.</summary>
    internal static void Check(int status, string action)
    {
        if (status != 0) throw TorchException.Of(action, Text(pastagen_error()));
    }

    /// <summary>Throws what the last failed call to NCCL on this thread left behind.</summary>
    internal static void CheckNccl(int status, string action)
    {
        if (status != 0) throw TorchException.Of(action, Text(pastagen_nccl_error()));
    }

    private static string Text(byte* message) => Marshal.PtrToStringUTF8((nint)message) ?? "unknown error";

    [LibraryImport(Gloo)] private static partial byte* pastagen_error();
    [LibraryImport(Nccl, EntryPoint = "pastagen_error")] private static partial byte* pastagen_nccl_error();

    [LibraryImport(Gloo, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int pastagen_group_join(
        string address, ushort port, int firstServes, string prefix, string networkInterface, int rank, int size, long timeout, nint* group);
    [LibraryImport(Gloo)] internal static partial int pastagen_group_leave(nint group);
    [LibraryImport(Gloo)] internal static partial nint pastagen_group_store(nint group);
    [LibraryImport(Gloo)] internal static partial int pastagen_group_all_reduce(nint group, nint tensor);
    [LibraryImport(Gloo)] internal static partial int pastagen_group_broadcast(nint group, nint tensor, int from);
    [LibraryImport(Gloo)] internal static partial int pastagen_group_all_gather(nint group, nint tensor, nint* gathered, int size);

    [LibraryImport(Nccl)] internal static partial int pastagen_nccl_join(nint store, int rank, int size, long timeout, nint* group);
    [LibraryImport(Nccl)] internal static partial int pastagen_nccl_leave(nint group);
    [LibraryImport(Nccl)] internal static partial int pastagen_nccl_all_reduce(nint group, nint tensor);
}
