using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// Which row of a table of relative positions stands for a distance. A distance is the query's column less the key's; columns are those of
/// the input before padding was left out.
/// </summary>
/// <param name="RowCount">Number of the table's rows.</param>
public abstract record RelativePositions(int RowCount)
{
    /// <summary>The rows of some distances.</summary>
    /// <param name="distances">int64 <c>[distances]</c> in the processor's memory.</param>
    /// <returns>int64 <c>[distances]</c>.</returns>
    internal abstract Tensor RowsOf(Tensor distances);
}

/// <summary>
/// A row of its own for every distance from <c>1 - positions</c> to <c>positions - 1</c> (Shaw et al. 2018, "Self-Attention with Relative
/// Position Representations", arXiv 1803.02155, without clipping).
/// </summary>
/// <param name="Positions">Longest input in tokens.</param>
public sealed record ExactDistances(int Positions) : RelativePositions((2 * Positions) - 1)
{
    internal override Tensor RowsOf(Tensor distances) => distances + (Positions - 1);
}

/// <summary>
/// A row of its own for every distance from <c>-reach</c> to <c>reach - 1</c>, the outermost rows also for what lies beyond (He et al. 2021,
/// disentangled attention, arXiv 2006.03654, equation 3).
/// </summary>
/// <param name="Reach">Half the number of rows.</param>
public sealed record ClampedDistances(int Reach) : RelativePositions(2 * Reach)
{
    internal override Tensor RowsOf(Tensor distances) => (distances + Reach).clamp(0, (2 * Reach) - 1);
}

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
