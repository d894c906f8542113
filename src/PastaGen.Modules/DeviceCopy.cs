using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>Takes numbers from arrays to a device. A GPU gets them from pinned memory while the processor goes on.</summary>
public static class DeviceCopy
{
    /// <summary>A tensor on a device, outside every scope.</summary>
    /// <param name="onProcessor">The values; the copy takes them over.</param>
    /// <param name="device">Where they shall be.</param>
    public static Tensor Of(Tensor onProcessor, Device device)
    {
        ArgumentNullException.ThrowIfNull(onProcessor);
        ArgumentNullException.ThrowIfNull(device);
        if (device.type != DeviceType.CUDA) return onProcessor.to(device, disposeAfter: true).DetachFromDisposeScope();
        // The allocator of pinned memory keeps it until the copy is done, so it may be given back at once.
        using var values = onProcessor;
        using var pinned = onProcessor.pin_memory();
        return pinned.to(device, non_blocking: true).DetachFromDisposeScope();
    }
}
