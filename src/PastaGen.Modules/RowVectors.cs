using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>One vector of each row's states as the head reads them, kept beyond the forward pass that computed them, with its gradient.</summary>
/// <param name="pooling">Which of a row's states the vector is.</param>
public sealed class RowVectors(Pooling pooling) : IDisposable
{
    private Tensor? value;

    /// <summary>The vectors of the last forward pass, float32 <c>[batch, hidden]</c>.</summary>
    /// <exception cref="InvalidOperationException">There was no forward pass, or one of a model whose head does not answer for tokens.</exception>
    public Tensor Value => value ?? throw new InvalidOperationException("no head has read the states of this batch");

    /// <summary>Takes the vectors.</summary>
    /// <param name="states"><c>[tokens, hidden]</c>.</param>
    /// <param name="rows">How rows lie in it.</param>
    public void Take(Tensor states, PackedRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        value?.Dispose();
        using var scope = NewDisposeScope();
        value = (pooling == Pooling.Mean ? rows.Mean(states) : rows.First(states).to(ScalarType.Float32)).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => value?.Dispose();
}
