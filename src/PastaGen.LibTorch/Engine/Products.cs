using System.Runtime.InteropServices;
using PastaGen.LibTorch.Engine;
using PastaGen.LibTorch.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.LibTorch;

/// <summary>Which library multiplies the matrices of linear layers in float32: oneDNN, where libtorch brings it, or the BLAS.</summary>
internal static class Products
{
    /// <summary>
    /// Whether oneDNN multiplies. It generates code for the processor it finds: on x86 with AVX2 or more it is as fast as OpenBLAS or
    /// faster, up to 1.7 times; on other processors it has none to offer. Decided by the machine and not by measuring, which would
    /// make a run that is resumed differ in its last bits from one that never stopped.
    /// </summary>
    internal static bool UseOneDnn { get; set; } =
        RuntimeInformation.ProcessArchitecture == Architecture.X64 && Processor.Features.Contains("avx2") && Native.pastagen_has_onednn_products() != 0;

    /// <summary>Whether a linear layer of these goes to oneDNN.</summary>
    internal static bool Takes(Tensor input, Tensor weight, Tensor? bias) => UseOneDnn && Takes(input) && Takes(weight) && (bias is null || Takes(bias));

    private static bool Takes(Tensor tensor) => tensor.dtype == ScalarType.Float32 && tensor.device_type == DeviceType.CPU;
}
