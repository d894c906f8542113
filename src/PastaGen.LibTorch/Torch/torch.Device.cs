using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The processor.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>No memory: tensors with shape and dtype alone.</summary>
    public static readonly Device META = new(DeviceType.META);

    /// <summary>The current CUDA device.</summary>
    public static Device CUDA => new(DeviceType.CUDA);

    /// <summary>A device by its kind and number.</summary>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <summary>A device by the name of its kind and its number.</summary>
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    /// <summary>A device such as <c>cpu</c> or <c>cuda:1</c>.</summary>
    /// <exception cref="ArgumentException">The text names no device.</exception>
    public static Device device(string description) => new(description);

    /// <summary>The CUDA device of a number.</summary>
    public static Device device(int index) => new(index);

    /// <summary>Where a tensor lives and is computed with.</summary>
    public class Device
    {
        /// <summary>A device such as <c>cpu</c> or <c>cuda:1</c>.</summary>
        /// <exception cref="ArgumentException">The text names no device.</exception>
        public Device(string description)
        {
            var parts = description.Split(':');
            type = KindOf(parts[0], description);
            index = parts.Length == 1 ? -1
                : parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
                : throw Unknown(description);
        }

        /// <summary>A device by the name of its kind and its number; -1 is the current one.</summary>
        public Device(string deviceType, int index = -1) => (type, this.index) = (KindOf(deviceType, deviceType), index);

        /// <summary>A device by its kind and number; -1 is the current one.</summary>
        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);

        /// <summary>The CUDA device of a number.</summary>
        public Device(int index) : this(DeviceType.CUDA, index) { }

        /// <summary>The kind.</summary>
        public DeviceType type { get; }

        /// <summary>The number; -1 is the current one.</summary>
        public int index { get; }

        /// <summary>A device from text such as <c>cuda:0</c>.</summary>
        public static implicit operator Device(string description) => new(description);

        /// <summary>The device as text that makes it again.</summary>
        public override string ToString() =>
            index < 0 ? type.ToString().ToLowerInvariant() : string.Create(CultureInfo.InvariantCulture, $"{type.ToString().ToLowerInvariant()}:{index}");

        private static DeviceType KindOf(string name, string description) =>
            name.Length > 0 && char.IsAsciiLetter(name[0]) && Enum.TryParse<DeviceType>(name, ignoreCase: true, out var kind) ? kind : throw Unknown(description);

        private static ArgumentException Unknown(string description) =>
            new($"'{description}' names no device; expected one such as cpu, cuda, cuda:1 or meta", nameof(description));
    }
}
