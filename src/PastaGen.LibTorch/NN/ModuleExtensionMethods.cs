using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Changes of dtype and device of whole modules, which keep the module's type. The managed parameters stay the same objects
/// with new native tensors; gradients are dropped and whole numbers keep their dtype.
/// </summary>
public static class ModuleExtensionMethods
{
    /// <summary>The module in bfloat16.</summary>
    public static T bfloat16<T>(this T module, bool non_blocking = false) where T : nn.Module => Moved(module, ScalarType.BFloat16, null, non_blocking);

    /// <summary>The module in half precision.</summary>
    public static T half<T>(this T module, bool non_blocking = false) where T : nn.Module => Moved(module, ScalarType.Float16, null, non_blocking);

    /// <summary>The module in single precision.</summary>
    public static T @float<T>(this T module, bool non_blocking = false) where T : nn.Module => Moved(module, ScalarType.Float32, null, non_blocking);

    /// <summary>The module in double precision.</summary>
    public static T @double<T>(this T module, bool non_blocking = false) where T : nn.Module => Moved(module, ScalarType.Float64, null, non_blocking);

    /// <summary>The module in the processor's memory.</summary>
    public static T cpu<T>(this T module, bool non_blocking = false) where T : nn.Module => Moved(module, null, CPU, non_blocking);

    /// <summary>The module on a GPU.</summary>
    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false) where T : nn.Module =>
        Moved(module, null, new Device(DeviceType.CUDA, deviceIndex), non_blocking);

    /// <summary>The module on a device.</summary>
    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false) where T : nn.Module =>
        Moved(module, null, new Device(deviceType, deviceIndex), non_blocking);

    /// <summary>The module on a device named by text.</summary>
    public static T to<T>(this T module, string device, bool non_blocking = false) where T : nn.Module => Moved(module, null, new Device(device), non_blocking);

    /// <summary>The module on a device.</summary>
    public static T to<T>(this T module, Device device, bool non_blocking = false) where T : nn.Module => Moved(module, null, device, non_blocking);

    /// <summary>The module in a dtype on a device.</summary>
    public static T to<T>(this T module, Device device, ScalarType type, bool non_blocking = false) where T : nn.Module => Moved(module, type, device, non_blocking);

    /// <summary>The module in a dtype.</summary>
    public static T to<T>(this T module, ScalarType type, bool non_blocking = false) where T : nn.Module => Moved(module, type, null, non_blocking);

    /// <summary>The module in the dtype and on the device of a tensor.</summary>
    public static T to<T>(this T module, Tensor other, bool non_blocking = false) where T : nn.Module => Moved(module, other.dtype, other.device, non_blocking);

    private static T Moved<T>(T module, ScalarType? type, Device? device, bool non_blocking) where T : nn.Module
    {
        module.Move(type, device, non_blocking);
        return module;
    }
}
