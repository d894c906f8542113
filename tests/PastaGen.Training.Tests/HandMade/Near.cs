using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

/// <summary>Comparison of whole tensors: the norm of the difference against the norm of what is expected.</summary>
internal static class Near
{
    public static void Equal(Tensor expected, Tensor actual, double tolerance, double floor = 0)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected.shape, actual.shape);
        var difference = (expected - actual.detach()).norm().item<float>();
        var norm = expected.norm().item<float>();
        Assert.True(difference <= (tolerance * norm) + floor, $"off by {difference / norm:e1}, tolerance {tolerance:e1}");
    }
}
