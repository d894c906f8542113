using TorchSharp;

namespace PastaGen.LibTorch;

/// <summary>How many tensors have a managed owner: flat from step to step where nothing leaks.</summary>
public static class LiveTensors
{
    /// <summary>Tensors that were made and neither disposed nor finalized, on all threads.</summary>
    public static long Count => torch.Tensor.TotalCount;
}
