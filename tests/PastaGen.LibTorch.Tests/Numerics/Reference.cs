namespace PastaGen.LibTorch.Tests.Numerics;

/// <summary>The formulas themselves in plain C#, in double precision, with loops that anyone can check by eye.</summary>
internal static class Reference
{
    /// <summary>x [n, m] · wᵀ [p, m] + b [p].</summary>
    internal static double[,] Linear(double[,] x, double[,] w, double[] b)
    {
        var y = new double[x.GetLength(0), w.GetLength(0)];
        for (var i = 0; i < y.GetLength(0); i++)
            for (var j = 0; j < y.GetLength(1); j++)
            {
                y[i, j] = b[j];
                for (var k = 0; k < x.GetLength(1); k++) y[i, j] += x[i, k] * w[j, k];
            }
        return y;
    }

    internal static double[,] LayerNorm(double[,] x, double[] weight, double[] bias, double eps) => Rows(x, row =>
    {
        var mean = row.Average();
        var variance = row.Average(value => (value - mean) * (value - mean));
        return [.. row.Select((value, j) => (value - mean) / Math.Sqrt(variance + eps) * weight[j] + bias[j])];
    });

    internal static double[,] Softmax(double[,] x) => Rows(x, Softmax);

    internal static double[] Softmax(double[] row)
    {
        var largest = row.Max();
        double[] powers = [.. row.Select(value => Math.Exp(value - largest))];
        return [.. powers.Select(power => power / powers.Sum())];
    }

    /// <summary>x · Φ(x), the distribution function by Simpson's rule.</summary>
    internal static double Gelu(double x)
    {
        const int Steps = 2000;
        var h = x / Steps;
        double sum = Density(0) + Density(x);
        for (var i = 1; i < Steps; i++) sum += Density(i * h) * (i % 2 == 1 ? 4 : 2);
        return x * (0.5 + sum * h / 3);

        static double Density(double t) => Math.Exp(-t * t / 2) / Math.Sqrt(2 * Math.PI);
    }

    internal static double GeluTanh(double x) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));

    /// <summary>Each row's loss: the target distribution is smoothed over all classes, weights belong to classes.</summary>
    internal static (double Sum, double Weight) CrossEntropy(double[,] scores, long[] targets, double[]? weights, long ignored, double smoothing)
    {
        var (sum, total) = (0.0, 0.0);
        var classes = scores.GetLength(1);
        for (var i = 0; i < targets.Length; i++)
        {
            if (targets[i] == ignored) continue;
            var p = Softmax(Row(scores, i));
            for (var c = 0; c < classes; c++)
            {
                var share = (c == targets[i] ? 1 - smoothing : 0) + smoothing / classes;
                sum -= share * (weights?[c] ?? 1) * Math.Log(p[c]);
            }
            total += weights?[targets[i]] ?? 1;
        }
        return (sum, total);
    }

    /// <summary>Attention of one head: q [n, d], k [m, d], v [m, e]; mask added to the scores [n, m].</summary>
    internal static double[,] Attention(double[,] q, double[,] k, double[,] v, double[,]? mask)
    {
        var scores = new double[q.GetLength(0), k.GetLength(0)];
        for (var i = 0; i < scores.GetLength(0); i++)
            for (var j = 0; j < scores.GetLength(1); j++)
            {
                for (var c = 0; c < q.GetLength(1); c++) scores[i, j] += q[i, c] * k[j, c];
                scores[i, j] = scores[i, j] / Math.Sqrt(q.GetLength(1)) + (mask?[i, j] ?? 0);
            }
        var weights = Softmax(scores);
        var result = new double[q.GetLength(0), v.GetLength(1)];
        for (var i = 0; i < result.GetLength(0); i++)
            for (var c = 0; c < result.GetLength(1); c++)
                for (var j = 0; j < weights.GetLength(1); j++) result[i, c] += weights[i, j] * v[j, c];
        return result;
    }

    internal static double[] Row(double[,] x, int i) => [.. Enumerable.Range(0, x.GetLength(1)).Select(j => x[i, j])];

    private static double[,] Rows(double[,] x, Func<double[], double[]> f)
    {
        var y = new double[x.GetLength(0), x.GetLength(1)];
        for (var i = 0; i < y.GetLength(0); i++)
        {
            var row = f(Row(x, i));
            for (var j = 0; j < row.Length; j++) y[i, j] = row[j];
        }
        return y;
    }
}
