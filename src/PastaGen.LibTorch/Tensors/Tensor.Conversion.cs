using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Copies, and changes of dtype, device and layout.</content>
    public partial class Tensor
    {
        /// <summary>A copy that gradients flow through.</summary>
        public Tensor clone() => Aten.clone.Call(this);

        /// <summary>The tensor with its elements in order and without gaps; a second owner of itself where it is so.</summary>
        public Tensor contiguous() => Aten.contiguous.Call(this);

        /// <summary>The tensor in memory that a GPU can read directly.</summary>
        public Tensor pin_memory() => Aten.pin_memory.Call(this);

        /// <summary>The tensor in another dtype; a second owner of itself where nothing changes and no copy is asked for.</summary>
        /// <param name="type">The dtype.</param>
        /// <param name="copy">Whether to copy in any case.</param>
        /// <param name="disposeAfter">Whether to dispose this tensor afterwards.</param>
        /// <param name="non_blocking">Whether the call may return before a copy is done.</param>
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(dtype == type && !copy, disposeAfter) ?? After(Aten.to_dtype.Call(this, type, non_blocking, copy), disposeAfter);

        /// <inheritdoc cref="to_type"/>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to_type(type, copy, disposeAfter, non_blocking);

        /// <summary>The tensor on another device; a second owner of itself where nothing changes and no copy is asked for.</summary>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(dtype, device, copy, disposeAfter, non_blocking);

        /// <summary>The tensor on another device; a second owner of itself where nothing changes and no copy is asked for.</summary>
        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        /// <summary>The tensor on a device named by text; a second owner of itself where nothing changes and no copy is asked for.</summary>
        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(new Device(device), copy, disposeAfter, non_blocking);

        /// <summary>The tensor in another dtype on another device; a second owner of itself where nothing changes and no copy is asked for.</summary>
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            var (kind, index) = Place();
            var same = dtype == type && kind == device.type && (device.index < 0 || index < 0 || device.index == index);
            return Converted(same && !copy, disposeAfter) ?? After(Aten.to_device.Call(this, device, type, non_blocking, copy), disposeAfter);
        }

        /// <summary>The tensor in the dtype and on the device of another one.</summary>
        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, non_blocking: non_blocking);

        /// <summary>The tensor in the dtype of another one.</summary>
        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        /// <summary>The tensor in a dtype.</summary>
        public Tensor type(ScalarType dtype) => to_type(dtype);

        /// <summary>The tensor in the processor's memory.</summary>
        public Tensor cpu() => to(CPU);

        /// <summary>The tensor on a GPU.</summary>
        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

        /// <summary>The tensor as truth values.</summary>
        public Tensor @bool() => to_type(ScalarType.Bool);

        /// <summary>The tensor as bytes.</summary>
        public Tensor @byte() => to_type(ScalarType.Byte);

        /// <summary>The tensor as 32-bit integers.</summary>
        public Tensor @int() => to_type(ScalarType.Int32);

        /// <summary>The tensor as 64-bit integers.</summary>
        public Tensor @long() => to_type(ScalarType.Int64);

        /// <summary>The tensor in half precision.</summary>
        public Tensor half() => to_type(ScalarType.Float16);

        /// <summary>The tensor in bfloat16.</summary>
        public Tensor bfloat16() => to_type(ScalarType.BFloat16);

        /// <summary>The tensor in single precision.</summary>
        public Tensor @float() => to_type(ScalarType.Float32);

        /// <summary>The tensor in double precision.</summary>
        public Tensor @double() => to_type(ScalarType.Float64);

        private Tensor? Converted(bool unchanged, bool disposeAfter) => unchanged ? After(alias(), disposeAfter) : null;

        private Tensor After(Tensor result, bool disposeAfter)
        {
            if (disposeAfter) Dispose();
            return result;
        }
    }
}
