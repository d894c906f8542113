using System.Runtime.InteropServices;

namespace PastaGen.LibTorch.Interop;

/// <summary>One tagged value as the shim reads and writes it; mirrors <c>struct Argument</c> there.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeArgument
{
    internal ArgumentTag Tag;
    internal int Count;
    internal long Bits;
}

/// <summary>What a <see cref="NativeArgument"/> holds; mirrors <c>enum Tag</c> of the shim.</summary>
internal enum ArgumentTag
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    IntList = 5,
    TensorList = 6,
    OptionalTensorList = 7,
    String = 8,
    DoubleList = 9,
    Device = 10,
    Generator = 11,
}
