using PastaGen.LibTorch.Interop;
using TorchSharp;

namespace PastaGen.LibTorch;

/// <summary>Tensors over memory that is not libtorch's, such as a mapped file; nothing is copied.</summary>
public static unsafe class ForeignMemory
{
    /// <summary>A tensor over memory in the processor's address space.</summary>
    /// <param name="data">The first element. The caller keeps the memory alive as long as the tensor and its views live, and aligned to the element's size.</param>
    /// <param name="shape">The size of each dimension; elements follow one another without gaps.</param>
    /// <param name="dtype">The type of the elements.</param>
    public static torch.Tensor AsTensor(nint data, ReadOnlySpan<long> shape, torch.ScalarType dtype)
    {
        nint made;
        fixed (long* sizes = shape)
            Native.Check(Native.pastagen_tensor_over((void*)data, sizes, shape.Length, (int)dtype, (int)DeviceType.CPU, -1, &made), "a tensor over foreign memory");
        return new torch.Tensor(made);
    }
}
