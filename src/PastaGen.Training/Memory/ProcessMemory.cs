using System.Globalization;
using PastaGen.LibTorch;
using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>The memory that this process holds.</summary>
internal static class ProcessMemory
{
    /// <summary>The most resident bytes so far; null where the system does not tell.</summary>
    public static long? PeakBytes() => Status("VmHWM:");

    /// <summary>The most bytes so far where a model computes: of a GPU's memory, or of the processor's; null where nothing tells.</summary>
    /// <param name="device">Where it computes.</param>
    public static long? PeakBytes(Device device)
    {
        if (device.type != DeviceType.CUDA) return PeakBytes();
        try
        {
            return CudaDevice.PeakBytes(device);
        }
        catch (EngineUnavailableException)
        {
            // CUDA's headers are missing, which training itself does not need.
            return null;
        }
    }

    /// <summary>Resident bytes now; null where the system does not tell.</summary>
    public static long? Bytes() => Status("VmRSS:");

    private static long? Status(string key)
    {
        try
        {
            var line = File.ReadLines("/proc/self/status").FirstOrDefault(text => text.StartsWith(key, StringComparison.Ordinal));
            return line?.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [_, var kibibytes, "kB"]
                ? long.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
