using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>One vector of each row's states.</summary>
/// <param name="pooling">Which of a row's states the vector is.</param>
public sealed class RowVectors(Pooling pooling) : StateVectors
{
    /// <inheritdoc/>
    public override Tensor PerRow(Tensor values, PackedRows layout) => values.alias();

    /// <inheritdoc/>
    public override int CountRows(PackedRows layout) => layout.Count;

    /// <inheritdoc/>
    protected override Tensor Of(Tensor states, PackedRows layout) => pooling == Pooling.Mean ? layout.Mean(states) : layout.First(states).to(ScalarType.Float32);
}
