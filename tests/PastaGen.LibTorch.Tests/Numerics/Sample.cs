using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.Numerics;

/// <summary>Small matrices with unremarkable values, the same on every run, and comparison of whole tensors.</summary>
internal static class Sample
{
    internal static double[,] Matrix(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        var made = new double[rows, columns];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++) made[i, j] = random.NextDouble() * 4 - 2;
        return made;
    }

    internal static double[] Vector(int count, int seed) => Reference.Row(Matrix(1, count, seed), 0);

    internal static void AssertClose(double[,] expected, Tensor actual, double tolerance)
    {
        Assert.Equal([expected.GetLength(0), expected.GetLength(1)], actual.shape);
        AssertClose([.. expected.Cast<double>()], actual, tolerance);
    }

    internal static void AssertClose(double[] expected, Tensor actual, double tolerance)
    {
        using var real = actual.@double();
        var found = real.data<double>().ToArray();
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < found.Length; i++)
            Assert.True(Math.Abs(expected[i] - found[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"element {i}: expected {expected[i]}, found {found[i]}");
    }

    /// <summary>Compares the recorded gradient of a scalar function with central differences, every element of the input.</summary>
    internal static void AssertGradient(Func<Tensor, Tensor> function, Tensor input, double tolerance = 1e-6)
    {
        const double Step = 1e-5;
        using var scope = NewDisposeScope();
        var x = input.@double().detach().clone().requires_grad_();
        function(x).backward();
        var found = x.grad!.data<double>().ToArray();
        using var untracked = no_grad();
        for (var i = 0; i < found.Length; i++)
        {
            var slope = (At(i, Step) - At(i, -Step)) / (2 * Step);
            Assert.True(Math.Abs(slope - found[i]) <= tolerance * Math.Max(1, Math.Abs(slope)), $"element {i}: slope {slope}, gradient {found[i]}");
        }

        double At(int i, double step)
        {
            using var moved = x.detach().clone();
            moved.view(-1)[i] = moved.view(-1)[i] + step;
            using var value = function(moved);
            return value.item<double>();
        }
    }
}
