using PastaGen.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// A loss beside the model's, of which every row that it counts has a part, with parameters of its own where it needs some. An update's loss is
/// the model's plus the mean of this one over the update's rows that count, weighted.
/// </summary>
internal abstract class AuxiliaryLoss(double weight) : IDisposable
{
    private readonly List<Tensor> sums = [];
    private int rows;

    /// <summary>What training changes beside the model.</summary>
    public abstract IReadOnlyList<TrainedTensor> TrainedTensors { get; }

    /// <summary>The loss of each row, <c>[batch]</c>, 0 where a row does not count; the model has just computed the batch.</summary>
    public abstract Tensor RowLosses(TokenBatch batch);

    /// <summary>Number of a batch's rows that count.</summary>
    public abstract int CountRows(TokenBatch batch);

    /// <summary>Begins an update.</summary>
    /// <param name="microBatches">All its rows.</param>
    public void Begin(IEnumerable<TokenBatch> microBatches)
    {
        Forget();
        // Where no row counts, the sums are 0 and stay so.
        rows = Math.Max(1, microBatches.Sum(CountRows));
    }

    /// <summary>What a micro-batch adds to the update's loss, a scalar.</summary>
    public Tensor Share(TokenBatch batch)
    {
        using var scope = NewDisposeScope();
        var sum = RowLosses(batch).sum();
        sums.Add(sum.detach().DetachFromDisposeScope());
        return (sum * (weight / rows)).MoveToOuterDisposeScope();
    }

    /// <summary>The update's loss without its weight, a mean over the rows that count.</summary>
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
