using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// A row of its own for every distance below half of the reach, and rows for ranges that grow with the logarithm for those beyond; the same
/// in both directions (He et al. 2021, as the second version of disentangled attention is published).
/// </summary>
/// <param name="Reach">Half the number of rows.</param>
/// <param name="MaxDistance">The distance that the logarithm scales to the outermost row.</param>
public sealed record LogarithmicBuckets(int Reach, int MaxDistance) : RelativePositions(2 * Reach)
{
    // In float32 operators of the engine: a distance at the edge of a range falls where the peer's falls.
    internal override Tensor RowsOf(Tensor distances)
    {
        using var scope = NewDisposeScope();
        var middle = Reach / 2;
        var length = distances.abs().clamp(min: middle - 1);
        var scale = tensor((double)(MaxDistance - 1) / middle, dtype: ScalarType.Float32).log();
        var grown = ((length.to(ScalarType.Float32) / middle).log() / scale * (middle - 1)).ceil() + middle;
        var bucket = where(length <= middle, distances, grown.to(ScalarType.Int64) * distances.sign());
        return (bucket + Reach).clamp(0, (2 * Reach) - 1).MoveToOuterDisposeScope();
    }
}
