using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

public class RelativePositionsTests
{
    [Theory]
    [InlineData(8, 6, 20)]
    [InlineData(32, 128, 600)]
    [InlineData(16, 100, 300)]
    public void Halved_buckets_grow_with_the_logarithm(int buckets, int maxDistance, int span) =>
        Equal(distance => Halved(distance, buckets, maxDistance), new HalvedBuckets(buckets, maxDistance), span);

    [Theory]
    [InlineData(4, 9, 30)]
    [InlineData(8, 40, 40)]
    [InlineData(256, 512, 600)]
    public void Logarithmic_buckets_are_the_same_in_both_directions(int reach, int maxDistance, int span) =>
        Equal(distance => Logarithmic(distance, reach, maxDistance), new LogarithmicBuckets(reach, maxDistance), span);

    [Fact]
    public void Exact_distances_have_a_row_each_and_clamped_ones_share_the_outermost()
    {
        Equal(distance => distance + 5, new ExactDistances(6), span: 6);
        Equal(distance => distance < -3 ? 0 : distance > 2 ? 5 : distance + 3, new ClampedDistances(3), span: 9);
    }

    [Fact]
    public void A_batch_needs_the_rows_of_its_own_distances_alone()
    {
        using var scope = NewDisposeScope();
        using var rows = new PackedRows([1, 1, 1, 0, 0, 1, 0, 1, 0, 0], rows: 2, CPU);
        var relative = rows.Relative(new ExactDistances(6));
        Assert.Equal((3, 5), (relative.First, relative.Count));
        Assert.Equal([3L, 4, 5, 6, 7], relative.Narrow(arange(11).unsqueeze(1)).flatten().data<long>().ToArray());
        Assert.Same(relative, rows.Relative(new ExactDistances(6)));
    }

    [Fact]
    public void A_distance_that_has_no_row_is_refused()
    {
        using var rows = new PackedRows([1, 1, 1, 1], rows: 1, CPU);
        Assert.Throws<ArgumentException>(() => rows.Relative(new ExactDistances(3)));
    }

    /// <summary>Buckets of T5 in whole numbers: exact ones, then as many as fit below (length / exact)^range >= (max / exact)^step.</summary>
    internal static int Halved(int distance, int buckets, int maxDistance)
    {
        var (half, exact, length) = (buckets / 2, buckets / 4, Math.Abs(distance));
        var bucket = length;
        if (length >= exact)
        {
            var range = half - exact;
            for (bucket = exact; bucket < half - 1 && Reaches(length, bucket + 1 - exact); bucket++) { }
            bool Reaches(int far, int step) =>
                System.Numerics.BigInteger.Pow(far, range) * System.Numerics.BigInteger.Pow(exact, step)
                >= System.Numerics.BigInteger.Pow(maxDistance, step) * System.Numerics.BigInteger.Pow(exact, range);
        }
        return bucket + (distance < 0 ? half : 0);
    }

    /// <summary>Buckets of DeBERTa by their definition: the distance up to the middle, then the rounded-up share of the logarithm.</summary>
    internal static int Logarithmic(int distance, int reach, int maxDistance)
    {
        var (middle, length) = (reach / 2, Math.Abs(distance));
        var bucket = length <= middle
            ? length
            : middle + (int)Math.Ceiling((Math.Log((double)length / middle) / Math.Log((maxDistance - 1.0) / middle) * (middle - 1)) - 1e-6);
        return Math.Clamp((bucket * Math.Sign(distance)) + reach, 0, (2 * reach) - 1);
    }

    private static void Equal(Func<int, int> expected, RelativePositions positions, int span)
    {
        using var scope = NewDisposeScope();
        var found = positions.RowsOf(arange(1 - span, span, dtype: ScalarType.Int64)).data<long>().ToArray();
        Assert.Equal(Enumerable.Range(1 - span, (2 * span) - 1).Select(distance => (long)expected(distance)), found);
    }
}
