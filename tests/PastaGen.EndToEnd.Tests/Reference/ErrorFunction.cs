namespace PastaGen.EndToEnd.Tests.Reference;

/// <summary>The error function to double precision.</summary>
internal static class ErrorFunction
{
    /// <summary>
    /// <c>erf x = 2 / sqrt(pi) * exp(-x^2) * sum of 2^n x^(2n+1) / (2n+1)!!</c> for small arguments (Abramowitz and Stegun, 7.1.6),
    /// whose terms are all positive, so that nothing cancels; 1 beyond 6.
    /// </summary>
    public static double Of(double x)
    {
        if (x < 0) return -Of(-x);
        if (x > 6) return 1;
        double term = x, sum = x;
        for (var n = 1; term > sum * 1e-17; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
