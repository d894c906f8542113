using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>Vectors of a batch's states as a head that reads every token finds them, kept beyond the forward pass that computed them, with their gradient.</summary>
public abstract class StateVectors : IDisposable
{
    private Tensor? value;

    /// <summary>The vectors of the last forward pass, float32 <c>[vectors, hidden]</c>, row by row.</summary>
    /// <exception cref="InvalidOperationException">There was no forward pass, or one of a model whose head does not read every token.</exception>
    public Tensor Value => value ?? throw new InvalidOperationException("no head has read the states of this batch");

    /// <summary>Takes the vectors.</summary>
    /// <param name="states"><c>[tokens, hidden]</c>.</param>
    /// <param name="layout">How rows lie in it.</param>
    public void Take(Tensor states, PackedRows layout)
    {
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(layout);
        value?.Dispose();
        using var scope = NewDisposeScope();
        value = Of(states, layout).DetachFromDisposeScope();
    }

    /// <summary>Each row's mean over its vectors; 0 for a row that has none.</summary>
    /// <param name="values">A number for each vector, <c>[vectors]</c>.</param>
    /// <param name="layout">How rows lie in the states.</param>
    /// <returns><c>[batch]</c>.</returns>
    public abstract Tensor PerRow(Tensor values, PackedRows layout);

    /// <summary>Number of rows that have a vector.</summary>
    /// <param name="layout">How rows lie in the states.</param>
    public abstract int CountRows(PackedRows layout);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes of what a derived class owns.</summary>
    /// <param name="disposing">Always true: nothing here has a finalizer.</param>
    protected virtual void Dispose(bool disposing) => value?.Dispose();

    /// <summary>The vectors of some states.</summary>
    /// <param name="states"><c>[tokens, hidden]</c>.</param>
    /// <param name="layout">How rows lie in it.</param>
    /// <returns>float32 <c>[vectors, hidden]</c>.</returns>
    protected abstract Tensor Of(Tensor states, PackedRows layout);
}
