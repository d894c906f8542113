using PastaGen.LibTorch;
using PastaGen.Text;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// The processes that train one model together, each on its share of the rows. They agree by making the same calls in the same order:
/// one sum and one short agreement an update, one exchange an evaluation. A process that trains alone is the first of one, and exchanges nothing.
/// </summary>
internal sealed class Ranks : IDisposable
{
    private readonly ProcessGroup? group;
    private readonly TimeSpan timeout;

    private Ranks(ProcessGroup? group, TimeSpan timeout) => (this.group, this.timeout) = (group, timeout);

    /// <summary>A process that trains alone.</summary>
    public static Ranks Alone { get; } = new(null, TimeSpan.Zero);

    /// <summary>This process's number, counted from 0.</summary>
    public int Index => group?.Rank ?? 0;

    /// <summary>Number of processes.</summary>
    public int Count => group?.Size ?? 1;

    /// <summary>Whether this process is the one that writes and reports.</summary>
    public bool IsFirst => Index == 0;

    /// <summary>Whether an exchange told that a process was asked to stop.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Waits for the other processes.</summary>
    /// <param name="place">This process's place; null where it is alone.</param>
    /// <param name="timeout">How long to wait for the others, here and in each exchange.</param>
    /// <param name="device">Where gradients live; null means the CPU.</param>
    /// <exception cref="BadInputException">The others did not come.</exception>
    public static Ranks Join(ProcessPlace? place, TimeSpan timeout, Device? device)
    {
        if (place is null) return Alone;
        try
        {
            return new Ranks(ProcessGroup.Join(place, timeout, device), timeout);
        }
        catch (TorchException error)
        {
            throw new BadInputException($"{error.Message}; all {place.Size} must be started within {timeout.TotalSeconds:0} s of each other (--distributed-timeout)", error);
        }
    }

    /// <summary>This process's part of what all process together; the parts are disjoint and leave nothing out.</summary>
    public T[] Share<T>(IReadOnlyList<T> all)
    {
        if (Count == 1) return [.. all];
        var share = new List<T>();
        for (var place = Index; place < all.Count; place += Count) share.Add(all[place]);
        return [.. share];
    }

    /// <summary>
    /// Replaces gradients, means over this process's items, by means over all processes' items. Only gradients travel, in one sum
    /// that also carries the loss, the items, which parameters have a gradient at all, and the wish to stop; a value that is not
    /// finite makes the sum not finite, so that all processes see it.
    /// </summary>
    /// <param name="trained">The trained parameters, the same in all processes.</param>
    /// <param name="mine">This process's part of the update.</param>
    /// <returns>The update over all processes.</returns>
    /// <exception cref="BadInputException">Another process is gone, or silent for too long.</exception>
    public UpdateSums Reduce(IReadOnlyList<Parameter> trained, UpdateSums mine)
    {
        if (group is null) return mine;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var device = trained[0].device;
        var gradients = trained.Select(parameter => parameter.grad).ToArray();
        float[] header = [(float)(mine.Loss * mine.Items), (float)mine.Items, mine.Stop ? 1 : 0, .. gradients.Select(gradient => gradient is null ? 0f : 1f)];
        var parts = new List<Tensor> { tensor(header, device: device) };
        for (var place = 0; place < trained.Count; place++)
            parts.Add(gradients[place]?.reshape(-1).mul(mine.Items) ?? zeros(trained[place].numel(), device: device));
        var flat = cat(parts);
        Exchange(() => group.AllReduce(flat));

        var sums = flat.narrow(0, 0, header.Length).cpu().data<float>().ToArray();
        var items = (double)sums[1];
        Stopped |= sums[2] > 0;
        var start = (long)header.Length;
        for (var place = 0; place < trained.Count; place++)
        {
            var count = trained[place].numel();
            if (sums[3 + place] > 0) trained[place].grad = flat.narrow(0, start, count).div(items).reshape(trained[place].shape);
            start += count;
        }
        return new UpdateSums(sums[0] / items, items, Stopped);
    }

    /// <summary>Gives every process the bytes of all.</summary>
    /// <param name="mine">This process's bytes; null where it was asked to stop and has none.</param>
    /// <returns>The bytes of each process; null where one of them was asked to stop.</returns>
    /// <exception cref="BadInputException">Another process is gone, or silent for too long.</exception>
    public byte[][]? Gather(byte[]? mine)
    {
        byte[][]? all = mine is null ? null : [mine];
        if (group is not null)
        {
            byte[] message = mine is null ? [0] : [1, .. mine];
            var messages = Exchange(() => group.AllGather(message));
            all = messages.Any(one => one[0] == 0) ? null : [.. messages.Select(one => one[1..])];
        }
        Stopped |= all is null;
        return all;
    }

    /// <summary>Gives every process the bytes of the first.</summary>
    /// <param name="mine">This process's bytes.</param>
    /// <exception cref="BadInputException">Another process is gone, or silent for too long.</exception>
    /// <exception cref="OperationCanceledException">A process was asked to stop.</exception>
    public byte[] FromFirst(byte[] mine) => group is null ? mine : (Gather(mine) ?? throw new OperationCanceledException())[0];

    /// <summary>Gives all processes the values that the first one has.</summary>
    /// <param name="tensors">The tensors, the same in all processes.</param>
    /// <exception cref="BadInputException">Another process is gone, or silent for too long.</exception>
    public void TakeOver(IEnumerable<Tensor> tensors)
    {
        if (group is null) return;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var tensor in tensors)
        {
            var values = tensor.detach().cpu().contiguous();
            Exchange(() => group.Broadcast(values));
            tensor.copy_(values);
        }
    }

    /// <summary>Gives all processes what the first one has trained so far, and what its optimizer remembers.</summary>
    /// <exception cref="BadInputException">Another process is gone, or silent for too long.</exception>
    public void TakeOver(TrainingLoop loop)
    {
        if (group is null) return;
        using var scope = NewDisposeScope();
        var memory = loop.Memory().ToArray();
        TakeOver(memory.SelectMany(one => new Tensor[] { one.Tensor.Parameter, one.State.exp_avg, one.State.exp_avg_sq }));
        var steps = tensor(memory.Select(one => one.State.step).ToArray());
        TakeOver([steps]);
        foreach (var (one, step) in memory.Zip(steps.data<long>().ToArray())) one.State.step = step;
    }

    private void Exchange(Action exchange) => Exchange(() =>
    {
        exchange();
        return true;
    });

    private T Exchange<T>(Func<T> exchange)
    {
        try
        {
            return exchange();
        }
        catch (TorchException error)
        {
            throw new BadInputException(
                $"process {Index} of {Count} lost the others: one of them ended, having said why, or did not answer within {timeout.TotalSeconds:0} s (--distributed-timeout); what was saved is kept", error);
        }
    }

    /// <summary>Leaves the others.</summary>
    public void Dispose() => group?.Dispose();
}
