using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// Positions as angles (Su et al. 2021, "RoFormer: Enhanced Transformer with Rotary Position Embedding", arXiv 2104.09864, section 3.2.2): the
/// i-th element of the first half of a head and the i-th of its second half are turned by <c>column * base^(-2i / size)</c>, so that the product
/// of a query and a key depends on how far apart they are. The column is the one in the input before padding was left out.
/// </summary>
public static class RotaryPositions
{
    /// <summary>Turns queries or keys.</summary>
    /// <param name="states"><c>[tokens, heads * size]</c>.</param>
    /// <param name="rows">How rows lie in it.</param>
    /// <param name="headCount">Number of heads; divides the width, and an even size is left for each.</param>
    /// <param name="theta">The base of the angles.</param>
    /// <returns><c>[tokens, heads * size]</c>.</returns>
    public static Tensor Rotate(Tensor states, PackedRows rows, int headCount, double theta)
    {
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(rows);
        var size = states.shape[1] / headCount;
        if (size % 2 != 0) throw new ArgumentException($"a head of {size} elements has no halves to turn against each other", nameof(headCount));
        var fused = FusedKernels.Take(states);
        var type = fused ? ScalarType.Float32 : states.dtype;
        var angles = rows.Once(("angles", size, theta, type), layout => new Angles(layout, size, theta, type));
        if (fused) return FusedKernels.Rotate(states, angles.Cosines, angles.Sines, headCount);
        using var scope = NewDisposeScope();
        var halves = states.unflatten(1, [headCount, size]).chunk(2, dim: 2);
        var (left, right) = (halves[0], halves[1]);   // [tokens, heads, size / 2]
        var turned = cat([(left * angles.Cosines) - (right * angles.Sines), (right * angles.Cosines) + (left * angles.Sines)], 2);
        return turned.flatten(1, 2).MoveToOuterDisposeScope();
    }

    // In float32 whatever the states' type: the angle of a late column needs more digits than theirs may have.
    private sealed class Angles : IDisposable
    {
        public Angles(PackedRows rows, long size, double theta, ScalarType type)
        {
            using var _ = no_grad();
            using var scope = NewDisposeScope();
            var steps = pow(full([size / 2], theta), arange(0, size, 2, dtype: ScalarType.Float32) / size).reciprocal();
            using var columns = DeviceCopy.Of(tensor([.. rows.TokenColumns.Select(column => (float)column)]), rows.Offsets.device);
            var angles = (columns.unsqueeze(1) * steps.to(rows.Offsets.device)).unsqueeze(1);
            Cosines = angles.cos().to(type).DetachFromDisposeScope();
            Sines = angles.sin().to(type).DetachFromDisposeScope();
        }

        /// <summary><c>[tokens, 1, size / 2]</c>.</summary>
        public Tensor Cosines { get; }

        /// <summary><c>[tokens, 1, size / 2]</c>.</summary>
        public Tensor Sines { get; }

        public void Dispose()
        {
            Cosines.Dispose();
            Sines.Dispose();
        }
    }
}
