using System.Runtime.InteropServices;
using PastaGen.LibTorch.Engine;
using PastaGen.LibTorch.Interop;
using TorchSharp;

namespace PastaGen.LibTorch;

/// <summary>
/// What the engine is on this machine, or why there is none: what a doctor prints. Reading it brings the engine up and
/// never throws for a missing libtorch or compiler; those stand in <see cref="Problem"/> and <see cref="Mend"/>.
/// </summary>
public sealed record EngineInfo
{
    /// <summary>What is missing or does not work; null where the engine is up.</summary>
    public string? Problem { get; private init; }

    /// <summary>The command or step that mends the problem.</summary>
    public string? Mend { get; private init; }

    /// <summary>Whether the engine is up.</summary>
    public bool IsAvailable => Problem is null;

    /// <summary>libtorch's version, such as <c>1.13.0</c>.</summary>
    public string Version { get; private init; } = "";

    /// <summary>How libtorch was found: <c>system</c>, <c>PASTAGEN_LIBTORCH</c>, or <c>torch of python3</c>.</summary>
    public string Origin { get; private init; } = "";

    /// <summary>The folder of libtorch's libraries.</summary>
    public string Path { get; private init; } = "";

    /// <summary>The shim that was built for it.</summary>
    public string ShimPath { get; private init; } = "";

    /// <summary>Whether it can compute on a GPU here.</summary>
    public bool CudaAvailable { get; private init; }

    /// <summary>How many GPUs it sees.</summary>
    public int DeviceCount { get; private init; }

    /// <summary>How many threads an operator uses.</summary>
    public int Threads { get; private init; }

    /// <summary>What idle threads do: <c>passive</c> sleeps, <c>active</c> spins.</summary>
    public string WaitPolicy { get; private init; } = "";

    /// <summary>The file of the BLAS that matrix products run through.</summary>
    public string Blas { get; private init; } = "";

    /// <summary>Whether the products of linear layers in float32 go to oneDNN instead of the BLAS.</summary>
    public bool OneDnnProducts { get; private init; }

    /// <summary>The file of the OpenMP runtime.</summary>
    public string OpenMP { get; private init; } = "";

    /// <summary>libtorch's own report of how it was built and runs, over several lines.</summary>
    public string Configuration { get; private init; } = "";

    /// <summary>Whether libtorch has a fused attention; else it is put together from products and a softmax.</summary>
    public bool FusedAttention { get; private init; }

    /// <summary>Whether the processor multiplies bfloat16 in hardware (AVX512-BF16, AMX, or Arm's BF16), so that it is faster than fp32.</summary>
    public bool FastBFloat16 { get; private init; }

    /// <summary>Brings the engine up and describes it.</summary>
    public static EngineInfo Read()
    {
        try
        {
            EngineLoader.EnsureLoaded();
        }
        catch (EngineUnavailableException error)
        {
            return new() { Problem = error.Problem, Mend = error.Mend, FastBFloat16 = BFloat16Hardware.OfProcessor() is not null };
        }
        var libraries = MappedLibraries();
        return new()
        {
            Version = EngineLoader.Loaded!.Version,
            Origin = EngineLoader.Loaded.Origin,
            Path = EngineLoader.Loaded.LibraryFolder,
            ShimPath = EngineLoader.ShimPath!,
            CudaAvailable = torch.cuda.is_available(),
            DeviceCount = torch.cuda.device_count(),
            Threads = torch.get_num_threads(),
            WaitPolicy = ThreadPolicy.WaitPolicy,
            Blas = Mapped(libraries, "openblas", "libblis", "mkl_rt", "mkl_core", "libblas") ?? "inside libtorch",
            OneDnnProducts = Products.UseOneDnn,
            OpenMP = Mapped(libraries, "libiomp", "libomp", "libgomp") ?? "inside libtorch",
            Configuration = Configured(),
            FusedAttention = Attention.HasFused,
            FastBFloat16 = BFloat16Hardware.OfProcessor() is not null,
        };
    }

    private static unsafe string Configured() => Marshal.PtrToStringUTF8((nint)Native.pastagen_configuration()) ?? "";

    /// <summary>Debian chooses the BLAS when the program starts, so only the process itself can tell which it is.</summary>
    private static string[] MappedLibraries() => File.Exists("/proc/self/maps")
        ? [.. File.ReadLines("/proc/self/maps").Where(line => line.Contains(".so", StringComparison.Ordinal)).Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..]).Distinct()]
        : [];

    private static string? Mapped(string[] libraries, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (libraries.FirstOrDefault(path => System.IO.Path.GetFileName(path).Contains(name, StringComparison.Ordinal)) is { } found) return found;
        return null;
    }
}
