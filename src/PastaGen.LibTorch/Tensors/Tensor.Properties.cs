using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static unsafe partial class torch
{
    /// <content>What a tensor is: shape, dtype, device and layout.</content>
    public partial class Tensor
    {
        /// <summary>The size of each dimension; a new array at each call.</summary>
        public long[] shape
        {
            get
            {
                var sizes = new long[ndim];
                fixed (long* first = sizes) Native.pastagen_tensor_sizes(Handle, first);
                GC.KeepAlive(this);
                return sizes;
            }
        }

        /// <summary>The number of dimensions.</summary>
        public long ndim => Alive(Native.pastagen_tensor_dim(Handle));

        /// <summary>The number of dimensions.</summary>
        public long Dimensions => ndim;

        /// <summary>The number of elements.</summary>
        public long NumberOfElements => numel();

        /// <summary>The bytes of one element.</summary>
        public long ElementSize => element_size();

        /// <summary>The type of the elements.</summary>
        public ScalarType dtype => (ScalarType)Alive(Native.pastagen_tensor_dtype(Handle));

        /// <summary>Where the elements are.</summary>
        public Device device
        {
            get
            {
                var (type, index) = Place();
                return new(type, index);
            }
        }

        /// <summary>The kind of device where the elements are.</summary>
        public DeviceType device_type => Place().Type;

        /// <summary>The number of the device where the elements are.</summary>
        public int device_index => Place().Index;

        /// <summary>Whether the elements are on an NVIDIA GPU.</summary>
        public bool is_cuda => device_type == DeviceType.CUDA;

        /// <summary>Whether there are no elements, only a shape and a dtype.</summary>
        public bool is_meta => device_type == DeviceType.META;

        /// <summary>The size of each dimension; a new array at each call.</summary>
        public long[] size() => shape;

        /// <summary>The size of one dimension; negative numbers count from the end.</summary>
        /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
        public long size(int dim) => One(dim, strides: false);

        /// <summary>How many elements lie between neighbours of each dimension; a new array at each call.</summary>
        public long[] stride()
        {
            var strides = new long[ndim];
            fixed (long* first = strides) Native.Check(Alive(Native.pastagen_tensor_strides(Handle, first)), "stride");
            return strides;
        }

        /// <summary>How many elements lie between neighbours of one dimension.</summary>
        /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
        public long stride(int dim) => One(dim, strides: true);

        /// <summary>The number of dimensions.</summary>
        public long dim() => ndim;

        /// <summary>The number of elements.</summary>
        public long numel() => Alive(Native.pastagen_tensor_numel(Handle));

        /// <summary>The bytes of one element.</summary>
        public long element_size() => Alive(Native.pastagen_tensor_element_size(Handle));

        /// <summary>Where the first element lies in its storage, in elements.</summary>
        public long storage_offset()
        {
            long offset;
            Native.Check(Alive(Native.pastagen_tensor_storage_offset(Handle, &offset)), "storage_offset");
            return offset;
        }

        /// <summary>Whether the elements lie in memory in the order of the dimensions, without gaps.</summary>
        public bool is_contiguous()
        {
            int contiguous;
            Native.Check(Alive(Native.pastagen_tensor_is_contiguous(Handle, &contiguous)), "is_contiguous");
            return contiguous != 0;
        }

        /// <summary>Whether the elements are in the processor's memory.</summary>
        public bool is_cpu() => device_type == DeviceType.CPU;

        /// <summary>Whether the elements lie in memory that a GPU can read directly.</summary>
        public bool is_pinned()
        {
            int pinned;
            Native.Check(Alive(Native.pastagen_tensor_is_pinned(Handle, &pinned)), "is_pinned");
            return pinned != 0;
        }

        /// <summary>Whether the elements are real numbers in floating point.</summary>
        public bool is_floating_point() => torch.is_floating_point(dtype);

        /// <summary>Whether the elements are whole numbers or truth values.</summary>
        public bool is_integral() => dtype is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;

        private long One(int dim, bool strides)
        {
            var count = (int)ndim;
            var at = dim < 0 ? dim + count : dim;
            if ((uint)at >= (uint)count) throw new ArgumentOutOfRangeException(nameof(dim), dim, $"a tensor of {count} dimensions has no dimension {dim}");
            var all = stackalloc long[count];
            if (strides) Native.Check(Native.pastagen_tensor_strides(Handle, all), "stride");
            else Native.pastagen_tensor_sizes(Handle, all);
            GC.KeepAlive(this);
            return all[at];
        }

        private (DeviceType Type, int Index) Place()
        {
            int type, index;
            Native.pastagen_tensor_device(Handle, &type, &index);
            GC.KeepAlive(this);
            return ((DeviceType)type, index);
        }
    }
}
