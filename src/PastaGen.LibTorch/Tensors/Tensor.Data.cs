using System.Runtime.CompilerServices;
using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static unsafe partial class torch
{
    /// <content>The elements themselves, as managed code reads and writes them.</content>
    public partial class Tensor
    {
        /// <summary>The elements in memory order, as bytes. Setting copies as many bytes as the tensor has.</summary>
        /// <exception cref="InvalidOperationException">The elements are not contiguous in the processor's memory.</exception>
        /// <exception cref="ArgumentException">What is set has another length.</exception>
        public Span<byte> bytes
        {
            get => new(DataPointer(), checked((int)(numel() * element_size())));
            set
            {
                var own = bytes;
                if (value.Length != own.Length) throw new ArgumentException($"the tensor {this} has {own.Length} bytes, and {value.Length} were given", nameof(value));
                value.CopyTo(own);
                GC.KeepAlive(this);
            }
        }

        /// <summary>The elements in the order of the dimensions, for reading and writing.</summary>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the type of the elements.</exception>
        public Utils.TensorAccessor<T> data<T>() where T : unmanaged => new(this);

        /// <summary>The only element.</summary>
        /// <exception cref="ArgumentException">There are more elements, or they are not of type <typeparamref name="T"/>.</exception>
        public T item<T>() where T : unmanaged
        {
            if (numel() != 1) throw new ArgumentException($"item() reads a tensor of one element, and {this} has {numel()}");
            Utils.TensorAccessor.CheckType<T>(this);
            if (is_cpu())
            {
                var value = Unsafe.Read<T>(RawPointer());
                GC.KeepAlive(this);
                return value;
            }
            using var here = Aten.to_device.Call(this, CPU, dtype);
            return Unsafe.Read<T>(here.RawPointer());
        }

        /// <summary>The only element as a number.</summary>
        /// <exception cref="PastaGen.LibTorch.TorchException">There are more elements.</exception>
        public Scalar ToScalar()
        {
            var value = Aten.item.CallValue(this);
            return value.Tag switch
            {
                ArgumentTag.Double => Scalar.OfReal(BitConverter.Int64BitsToDouble(value.Bits)),
                ArgumentTag.Bool => value.Bits != 0,
                _ => Scalar.OfInteger(value.Bits),
            };
        }

        /// <summary>The address of the first element.</summary>
        /// <exception cref="InvalidOperationException">The elements are not contiguous in the processor's memory.</exception>
        internal void* DataPointer()
        {
            if (!is_cpu() || !is_contiguous())
                throw new InvalidOperationException($"the elements of {this} are not contiguous in the processor's memory; call cpu() and contiguous() first");
            return RawPointer();
        }

        private void* RawPointer()
        {
            void* first;
            Native.Check(Alive(Native.pastagen_tensor_data(Handle, &first)), "data");
            return first;
        }
    }
}
