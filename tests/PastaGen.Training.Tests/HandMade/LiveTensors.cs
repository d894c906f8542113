using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

/// <summary>How many native tensors the process holds, those aside that nobody refers to any more.</summary>
internal static class LiveTensors
{
    public static long Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }

    /// <summary>The count without collecting: what is not disposed of by hand still counts.</summary>
    public static long CountUncollected() => Tensor.TotalCount;
}
