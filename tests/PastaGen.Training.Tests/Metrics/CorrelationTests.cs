namespace PastaGen.Training.Tests;

public sealed class CorrelationTests
{
    // Deviations -1.5 -0.5 0.5 1.5 and -2 0 -1 3: 3 + 0 - 0.5 + 4.5 = 7 over sqrt(5 * 14).
    [Fact]
    public void Pearsons_is_the_covariance_over_the_standard_deviations() =>
        Assert.Equal(7 / Math.Sqrt(70), Correlation.Pearson([1, 2, 3, 4], [1, 3, 2, 6]), 1e-15);

    // Ranks 1 2 3 4 and 1 2.5 2.5 4: 1 - 6 * sum of squares / (n^3 - n) holds without ties only; here 4.5 / sqrt(5 * 4.5).
    [Fact]
    public void Spearmans_is_that_of_ranks_and_equal_numbers_share_theirs()
    {
        Assert.Equal(4.5 / Math.Sqrt(5 * 4.5), Correlation.Spearman([-1, 20, 300, 4000], [0, 7, 7, 8]), 1e-15);
        Assert.Equal(1, Correlation.Spearman([1, 2, 3], [1, 10, 11]), 1e-15);
        Assert.Equal(-1, Correlation.Spearman([1, 2, 3], [5, 4, -8]), 1e-15);
    }

    [Fact]
    public void A_series_that_does_not_vary_goes_with_nothing()
    {
        Assert.Equal(double.NaN, Correlation.Pearson([1, 2], [3, 3]));
        Assert.Equal(double.NaN, Correlation.Spearman([1, 1], [3, 4]));
        Assert.Equal(double.NaN, Correlation.Pearson([], []));
    }
}
