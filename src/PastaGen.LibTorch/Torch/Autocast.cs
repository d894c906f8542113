using PastaGen.LibTorch.Interop;
using TorchSharp;

namespace PastaGen.LibTorch;

/// <summary>
/// Mixed precision by libtorch's own lists: while it is on, products of matrices take their inputs in the chosen dtype, and what needs
/// the range or the digits of float32 takes them in float32. It belongs to the thread; the backward pass runs outside of it.
/// </summary>
public sealed class Autocast : IDisposable
{
    private readonly int device;
    private readonly int wasEnabled;
    private readonly int dtypeBefore;
    private bool left;

    private unsafe Autocast(DeviceType device, torch.ScalarType dtype)
    {
        this.device = (int)device;
        int enabled, before;
        Native.Check(Native.pastagen_autocast(this.device, &enabled, &before), "reading the state of autocast");
        (wasEnabled, dtypeBefore) = (enabled, before);
        Native.Check(Native.pastagen_set_autocast(this.device, 1, (int)dtype, nesting: 1), "entering autocast");
    }

    /// <summary>Turns autocast on for a device until disposed; what held before then holds again, and copies in the lower dtype are freed with the outermost scope.</summary>
    /// <param name="device">The device whose operators are cast for; only its kind is looked at.</param>
    /// <param name="dtype">The lower dtype: bfloat16, or on a GPU also float16.</param>
    /// <exception cref="ArgumentException">The device is neither a processor nor a GPU, or the dtype is not one that it casts to.</exception>
    public static Autocast Enter(torch.Device device, torch.ScalarType dtype)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (device.type is not (DeviceType.CPU or DeviceType.CUDA))
            throw new ArgumentException($"autocast knows the CPU and CUDA; found {device}", nameof(device));
        if (dtype is not torch.ScalarType.BFloat16 && (dtype is not torch.ScalarType.Float16 || device.type is DeviceType.CPU))
            throw new ArgumentException($"autocast on {device} casts to {(device.type is DeviceType.CPU ? "BFloat16" : "BFloat16 or Float16")}; found {dtype}", nameof(dtype));
        return new(device.type, dtype);
    }

    /// <summary>Whether autocast is on for a device on this thread.</summary>
    /// <param name="device">The device; only its kind is looked at.</param>
    public static bool IsOn(torch.Device device) => TypeOn(device) is not null;

    /// <summary>What is cast to on this thread; null where autocast is off.</summary>
    internal static unsafe torch.ScalarType? TypeOn(torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        int enabled, dtype;
        Native.Check(Native.pastagen_autocast((int)device.type, &enabled, &dtype), "reading the state of autocast");
        return enabled != 0 ? (torch.ScalarType)dtype : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (left) return;
        left = true;
        Native.Check(Native.pastagen_set_autocast(device, wasEnabled, dtypeBefore, nesting: -1), "leaving autocast");
    }
}
