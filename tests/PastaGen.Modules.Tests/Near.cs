using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

/// <summary>Comparison of whole tensors: the norm of the difference against the norm of what is expected.</summary>
internal static class Near
{
    /// <summary>
    /// One part in 100,000 by default: sums of a few hundred fp32 products stray by some 1e-6, and a dropped bias, a permuted head
    /// or a mask that is off by one strays by more than 1e-2.
    /// </summary>
    public static void Equal(float[] expected, Tensor actual, double tolerance = 1e-5)
    {
        using var flat = actual.detach().contiguous().cpu();
        var values = flat.data<float>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        double difference = 0, norm = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            difference += Math.Pow(expected[i] - values[i], 2);
            norm += Math.Pow(expected[i], 2);
        }
        Assert.True(Math.Sqrt(difference) <= tolerance * Math.Sqrt(norm), $"off by {Math.Sqrt(difference / norm):e1}, tolerance {tolerance:e1}");
    }
}
