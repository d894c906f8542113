using PastaGen.LibTorch.Interop;
using TorchSharp;

namespace PastaGen.LibTorch;

/// <summary>What can be asked of a GPU.</summary>
public static unsafe class CudaDevice
{
    /// <summary>The most bytes that tensors have taken on a GPU since the program began, or since <see cref="ResetPeak"/>.</summary>
    /// <param name="device">The GPU.</param>
    /// <exception cref="EngineUnavailableException">This libtorch has no CUDA, or CUDA's headers are missing.</exception>
    public static long PeakBytes(torch.Device device)
    {
        long bytes;
        NativeCuda.Check(NativeCuda.pastagen_cuda_peak_bytes(IndexOf(device), &bytes), "reading the GPU's memory statistics");
        return bytes;
    }

    /// <summary>Starts the count of <see cref="PeakBytes"/> anew.</summary>
    /// <param name="device">The GPU.</param>
    /// <exception cref="EngineUnavailableException">This libtorch has no CUDA, or CUDA's headers are missing.</exception>
    public static void ResetPeak(torch.Device device) =>
        NativeCuda.Check(NativeCuda.pastagen_cuda_reset_peak(IndexOf(device)), "resetting the GPU's memory statistics");

    internal static int IndexOf(torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.type == DeviceType.CUDA ? Math.Max(device.index, 0) : throw new ArgumentException($"expected a CUDA device, found {device}", nameof(device));
    }
}
