using PastaGen.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// A loss beside the model's, of which every row has a part, with parameters of its own where it needs some. An update's loss is the
/// model's plus the mean of this one over the update's rows, weighted.
/// </summary>
internal abstract class AuxiliaryLoss(double weight) : IDisposable
{
    private readonly List<Tensor> sums = [];
    private int rows;

    /// <summary>What training changes beside the model.</summary>
    public abstract IReadOnlyList<TrainedTensor> TrainedTensors { get; }

    /// <summary>The loss of each row, <c>[batch]</c>; the model has just computed the batch.</summary>
    public abstract Tensor RowLosses(TokenBatch batch);

    /// <summary>Begins an update.</summary>
    /// <param name="rowsOfUpdate">The rows of all its micro-batches.</param>
    public void Begin(int rowsOfUpdate)
    {
        Forget();
        rows = rowsOfUpdate;
    }

    /// <summary>What a micro-batch adds to the update's loss, a scalar.</summary>
    public Tensor Share(TokenBatch batch)
    {
        using var scope = NewDisposeScope();
        var sum = RowLosses(batch).sum();
        sums.Add(sum.detach().DetachFromDisposeScope());
        return (sum * (weight / rows)).MoveToOuterDisposeScope();
    }

    /// <summary>The update's loss without its weight, a mean over rows.</summary>
    public double TakeMean()
    {
        var mean = sums.Sum(sum => (double)sum.item<float>()) / rows;
        Forget();
        return mean;
    }

    /// <inheritdoc/>
    public virtual void Dispose() => Forget();

    private void Forget()
    {
        foreach (var sum in sums) sum.Dispose();
        sums.Clear();
    }
}
