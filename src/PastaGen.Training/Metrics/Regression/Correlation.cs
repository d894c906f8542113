namespace PastaGen.Training;

/// <summary>How far two series of numbers go together, as SciPy computes it; NaN where one of them does not vary.</summary>
public static class Correlation
{
    /// <summary>Pearson's correlation: the covariance over the product of the standard deviations.</summary>
    /// <param name="first">One series.</param>
    /// <param name="second">The other, as long.</param>
    /// <exception cref="ArgumentException">They differ in length.</exception>
    public static double Pearson(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length) throw new ArgumentException($"expected {first.Length} numbers, found {second.Length}", nameof(second));
        double firstMean = Mean(first), secondMean = Mean(second);
        double both = 0, ofFirst = 0, ofSecond = 0;
        for (var place = 0; place < first.Length; place++)
        {
            var (x, y) = (first[place] - firstMean, second[place] - secondMean);
            both += x * y;
            ofFirst += x * x;
            ofSecond += y * y;
        }
        // Rounding may carry the quotient beyond what a correlation can be.
        return ofFirst == 0 || ofSecond == 0 ? double.NaN : Math.Clamp(both / (Math.Sqrt(ofFirst) * Math.Sqrt(ofSecond)), -1, 1);
    }

    /// <summary>Spearman's correlation: Pearson's of the ranks, equal numbers sharing the mean of theirs.</summary>
    /// <param name="first">One series.</param>
    /// <param name="second">The other, as long.</param>
    /// <exception cref="ArgumentException">They differ in length.</exception>
    public static double Spearman(ReadOnlySpan<double> first, ReadOnlySpan<double> second) => Pearson(Ranks(first), Ranks(second));

    private static double[] Ranks(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        var places = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort(sorted, places);
        var ranks = new double[values.Length];
        for (var begin = 0; begin < sorted.Length;)
        {
            var end = begin + 1;
            while (end < sorted.Length && sorted[end].Equals(sorted[begin])) end++;
            for (var place = begin; place < end; place++) ranks[places[place]] = (begin + end + 1) / 2.0;
            begin = end;
        }
        return ranks;
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }
}
