using PastaGen.LibTorch.Interop;
using TorchSharp;

namespace PastaGen.LibTorch;

/// <summary>
/// Work of a GPU, recorded once and played back as one launch. What is played back reads and writes the tensors it was recorded with:
/// new inputs are copied into them. Nothing in it may ask the processor for a value, and tensors keep their shapes.
/// </summary>
public sealed unsafe class CudaGraph : IDisposable
{
    private nint handle;

    private CudaGraph(nint handle) => this.handle = handle;

    /// <summary>Records work. It does not run until it is played back; run it a few times before, so that nothing is set up while it is recorded.</summary>
    /// <param name="device">The GPU.</param>
    /// <param name="work">What to record.</param>
    /// <exception cref="TorchException">The work did what cannot be recorded.</exception>
    /// <exception cref="EngineUnavailableException">This libtorch has no CUDA, or CUDA's headers are missing.</exception>
    public static CudaGraph Record(torch.Device device, Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        nint made;
        NativeCuda.Check(NativeCuda.pastagen_graph_begin(CudaDevice.IndexOf(device), &made), "starting to record on the GPU");
        var graph = new CudaGraph(made);
        try
        {
            work();
        }
        catch
        {
            // What work threw is what matters; a recording that was cut short cannot end well.
            _ = NativeCuda.pastagen_graph_end(made);
            graph.Dispose();
            throw;
        }
        var ended = NativeCuda.pastagen_graph_end(made);
        if (ended != 0) graph.Dispose();
        NativeCuda.Check(ended, "recording on the GPU");
        return graph;
    }

    /// <summary>Gives the recorded work to the GPU; does not wait for it.</summary>
    public void Replay()
    {
        ObjectDisposedException.ThrowIf(handle == 0, this);
        NativeCuda.Check(NativeCuda.pastagen_graph_replay(handle), "playing back on the GPU");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (handle != 0) _ = NativeCuda.pastagen_graph_release(handle);
        handle = 0;
    }
}
