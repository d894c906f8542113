using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.FusedOperators;

/// <summary>Rows of several lengths one after another, and attention over them put together from libtorch's own operators, row by row.</summary>
internal sealed record Packed(long[] QueryLengths, long[] KeyLengths, int HeadCount, int HeadSize)
{
    internal long Hidden => HeadCount * HeadSize;

    internal Tensor QueryOffsets => Offsets(QueryLengths);

    internal Tensor KeyOffsets => Offsets(KeyLengths);

    /// <summary>Deterministic values of spread 1, <c>[sum of lengths, width]</c>.</summary>
    internal static Tensor Some(long[] lengths, long width, long seed, ScalarType type = ScalarType.Float32)
    {
        using var generator = new Generator((ulong)seed);
        return randn(lengths.Sum(), width, generator: generator).to(type);
    }

    /// <summary>The composed result in float64; <paramref name="weightFactors"/> multiplies each row's probabilities, <c>[heads, queries, keys]</c>.</summary>
    internal Tensor Composed(Tensor query, Tensor key, Tensor value, Tensor? keyMask, Func<int, Tensor>? weightFactors = null, Tensor? windows = null)
    {
        var results = new List<Tensor>();
        var (q, k) = (0L, 0L);
        for (var row = 0; row < KeyLengths.Length; row++)
        {
            var (queries, keys) = (QueryLengths[row], KeyLengths[row]);
            var scores = Heads(query.narrow(0, q, queries)).matmul(Heads(key.narrow(0, k, keys)).transpose(-2, -1)) / Math.Sqrt(HeadSize);
            // What is added in float32 leaves nothing of the score; in float64 less would.
            if (keyMask is not null) scores = scores + zeros(keys, ScalarType.Float64).masked_fill_(keyMask.narrow(0, k, keys).logical_not(), -1e30);
            if (windows?.narrow(0, q, queries) is { } seen)
            {
                var places = arange(keys, ScalarType.Int64);
                scores = scores.masked_fill(places.lt(seen.narrow(1, 0, 1)).logical_or(places.ge(seen.narrow(1, 1, 1))), double.NegativeInfinity);
            }
            var weights = scores.softmax(-1);
            if (weightFactors is not null) weights = weights * weightFactors(row);
            results.Add(weights.matmul(Heads(value.narrow(0, k, keys))).transpose(0, 1).flatten(1));
            (q, k) = (q + queries, k + keys);
        }
        return cat(results);
    }

    private Tensor Heads(Tensor rows) => rows.to(ScalarType.Float64).view(-1, HeadCount, HeadSize).transpose(0, 1);

    private static Tensor Offsets(long[] lengths)
    {
        var offsets = new long[lengths.Length + 1];
        for (var i = 0; i < lengths.Length; i++) offsets[i + 1] = offsets[i] + lengths[i];
        return tensor(offsets);
    }
}
