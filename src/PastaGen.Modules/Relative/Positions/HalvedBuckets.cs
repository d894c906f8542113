using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// Half of the rows for each direction; of those, the first half for the shortest distances and the others for ranges that grow with the
/// logarithm (Raffel et al. 2020, "Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer", arXiv 1910.10683,
/// section 2.1). Keys behind the query have the upper half.
/// </summary>
/// <param name="Buckets">Number of buckets; the table may have more rows.</param>
/// <param name="MaxDistance">From this distance on all share one bucket.</param>
public sealed record HalvedBuckets(int Buckets, int MaxDistance) : RelativePositions(Buckets)
{
    // In float32 operators of the engine: a distance at the edge of a range falls where the peer's falls.
    internal override Tensor RowsOf(Tensor distances)
    {
        using var scope = NewDisposeScope();
        var (half, exact) = (Buckets / 2, Buckets / 4);
        var length = distances.abs();
        var grown = ((length.to(ScalarType.Float32) / exact).log() / Math.Log((double)MaxDistance / exact) * (half - exact)).to(ScalarType.Int64);
        var bucket = where(length < exact, length, (grown + exact).clamp(max: half - 1));
        return (bucket + ((distances < 0).to(ScalarType.Int64) * half)).MoveToOuterDisposeScope();
    }
}
