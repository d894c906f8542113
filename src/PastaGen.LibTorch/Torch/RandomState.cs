using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.LibTorch;

/// <summary>Where the default generators stand from which work on a device draws: the processor's and the device's own.</summary>
internal sealed class RandomState
{
    private readonly (Device Device, Tensor State)[] states;

    private RandomState(IEnumerable<Device> devices) => states = [.. devices.Select(device => (device, StateOf(device)))];

    /// <summary>Where they stand now; the states belong to the innermost scope.</summary>
    public static RandomState Of(Device device) => new(device.type == DeviceType.CUDA ? [CPU, device] : [CPU]);

    /// <summary>Puts the generators where they stood.</summary>
    public void Restore()
    {
        foreach (var (device, state) in states)
        {
            using var generator = Generator.DefaultOf(device);
            generator.set_state(state);
        }
    }

    /// <summary>Takes the states out of every scope, until <see cref="Free"/>.</summary>
    public RandomState Keep()
    {
        foreach (var (_, state) in states) state.DetachFromDisposeScope();
        return this;
    }

    /// <summary>Frees the states.</summary>
    public void Free()
    {
        foreach (var (_, state) in states) state.Dispose();
    }

    private static Tensor StateOf(Device device)
    {
        using var generator = Generator.DefaultOf(device);
        return generator.get_state();
    }
}
