namespace PastaGen.EndToEnd.Tests.Reference;

/// <summary>Gradients that are measured and not derived.</summary>
internal static class FiniteDifferences
{
    /// <summary>Central differences of a loss by each element of a parameter: (f(x + d) - f(x - d)) / 2d, exact to d^2.</summary>
    public static double[] Of(double[] parameter, Func<double> loss)
    {
        const double step = 1e-5;
        var gradient = new double[parameter.Length];
        for (var i = 0; i < parameter.Length; i++)
        {
            var value = parameter[i];
            parameter[i] = value + step;
            var above = loss();
            parameter[i] = value - step;
            gradient[i] = (above - loss()) / (2 * step);
            parameter[i] = value;
        }
        return gradient;
    }
}
