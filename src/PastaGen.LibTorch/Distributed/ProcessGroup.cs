using PastaGen.LibTorch.Interop;
using TorchSharp;

namespace PastaGen.LibTorch;

/// <summary>
/// Processes that compute together, over libtorch's own collective operations: Gloo between processors, NCCL between GPUs where this
/// libtorch has it. All processes must make the same calls in the same order; each call waits for the others, or throws a
/// <see cref="TorchException"/> once one of them is gone or the time is up.
/// </summary>
public sealed unsafe class ProcessGroup : IDisposable
{
    private nint gloo;
    private nint nccl;

    private ProcessGroup(ProcessPlace place, nint gloo) => (Rank, Size, this.gloo) = (place.Rank, place.Size, gloo);

    /// <summary>This process's number, counted from 0.</summary>
    public int Rank { get; }

    /// <summary>Number of processes.</summary>
    public int Size { get; }

    /// <summary>Why tensors on a GPU are summed on the processor; null where NCCL sums them, or where none were to be expected.</summary>
    public string? NcclProblem { get; private set; }

    /// <summary>Waits for all processes and joins them.</summary>
    /// <param name="place">This process's place.</param>
    /// <param name="timeout">How long to wait for the others, here and in each call.</param>
    /// <param name="device">Where the tensors to be summed live; null means the processor.</param>
    /// <exception cref="TorchException">The others did not come in time, or the meeting place cannot be reached.</exception>
    /// <exception cref="EngineUnavailableException">This libtorch was built without Gloo, or its headers do not fit.</exception>
    public static ProcessGroup Join(ProcessPlace place, TimeSpan timeout, torch.Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(timeout.Ticks, nameof(timeout));
        var milliseconds = (long)timeout.TotalMilliseconds;
        nint made;
        NativeDistributed.Check(
            NativeDistributed.pastagen_group_join(
                place.Address, checked((ushort)place.Port), place.FirstServes ? 1 : 0, place.Prefix, place.NetworkInterface ?? "", place.Rank, place.Size, milliseconds, &made),
            $"process {place.Rank} of {place.Size} could not meet the others at {place.Address}:{place.Port}");
        var group = new ProcessGroup(place, made);
        try
        {
            // A process that came and left at once would break the connections that others are still making.
            group.Meet();
            if (device?.type == DeviceType.CUDA) group.JoinGpus(milliseconds);
            return group;
        }
        catch
        {
            group.Dispose();
            throw;
        }
    }

    private void Meet()
    {
        using var nothing = torch.zeros(1);
        AllReduce(nothing);
    }

    private void JoinGpus(long timeout)
    {
        try
        {
            nint made;
            NativeDistributed.CheckNccl(NativeDistributed.pastagen_nccl_join(NativeDistributed.pastagen_group_store(gloo), Rank, Size, timeout, &made), "joining the GPUs");
            nccl = made;
        }
        catch (EngineUnavailableException error)
        {
            NcclProblem = error.Problem;
        }
        // All sum in one way or none does.
        using var all = torch.tensor(new long[] { nccl == 0 ? 0 : 1 });
        AllReduce(all);
        if (all.item<long>() == Size || nccl == 0) return;
        NativeDistributed.CheckNccl(NativeDistributed.pastagen_nccl_leave(nccl), "leaving the GPUs");
        (nccl, NcclProblem) = (0, "another process has no NCCL");
    }

    /// <summary>Replaces a tensor by its sum over all processes.</summary>
    /// <param name="tensor">The tensor, contiguous, of one shape and dtype everywhere.</param>
    public void AllReduce(torch.Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.device_type == DeviceType.CPU)
        {
            NativeDistributed.Check(NativeDistributed.pastagen_group_all_reduce(gloo, tensor.Handle), "summing over all processes");
        }
        else if (nccl != 0)
        {
            NativeDistributed.CheckNccl(NativeDistributed.pastagen_nccl_all_reduce(nccl, tensor.Handle), "summing over all GPUs");
        }
        else
        {
            using var onProcessor = tensor.cpu();
            AllReduce(onProcessor);
            tensor.copy_(onProcessor);
        }
    }

    /// <summary>Gives every process the values that one has.</summary>
    /// <param name="tensor">On the processor and contiguous, of one shape and dtype everywhere; overwritten in all but one.</param>
    /// <param name="from">The process that gives.</param>
    public void Broadcast(torch.Tensor tensor, int from = 0)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        NativeDistributed.Check(NativeDistributed.pastagen_group_broadcast(gloo, tensor.Handle, from), $"taking over what process {from} has");
    }

    /// <summary>Gives every process the bytes of all, which may differ in number.</summary>
    /// <param name="bytes">This process's bytes.</param>
    /// <returns>The bytes of each process, by rank.</returns>
    public byte[][] AllGather(ReadOnlySpan<byte> bytes)
    {
        using var scope = torch.NewDisposeScope();
        var lengths = AllGather(torch.tensor(new long[] { bytes.Length })).Select(length => length.item<long>()).ToArray();
        // One shape for all: the longest.
        var padded = new byte[Math.Max(1, lengths.Max())];
        bytes.CopyTo(padded);
        var all = AllGather(torch.tensor(padded));
        return [.. all.Select((one, rank) => one.data<byte>().ToArray()[..(int)lengths[rank]])];
    }

    private torch.Tensor[] AllGather(torch.Tensor tensor)
    {
        var gathered = new torch.Tensor[Size];
        for (var rank = 0; rank < Size; rank++) gathered[rank] = torch.empty_like(tensor);
        var handles = gathered.Select(one => one.Handle).ToArray();
        fixed (nint* first = handles)
            NativeDistributed.Check(NativeDistributed.pastagen_group_all_gather(gloo, tensor.Handle, first, Size), "gathering from all processes");
        return gathered;
    }

    /// <summary>Leaves the group; does not wait for the others.</summary>
    public void Dispose()
    {
        if (nccl != 0) _ = NativeDistributed.pastagen_nccl_leave(nccl);
        if (gloo != 0) _ = NativeDistributed.pastagen_group_leave(gloo);
        (gloo, nccl) = (0, 0);
    }
}
