using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.FusedOperators;

/// <summary>Comparison of a function of some inputs with a reference, values and gradients.</summary>
internal static class Agreement
{
    /// <summary>‖expected - found‖ is at most a part of ‖expected‖.</summary>
    internal static void AssertNear(Tensor expected, Tensor found, double tolerance, string name = "result")
    {
        Assert.Equal(expected.shape, found.shape);
        using var scope = NewDisposeScope();
        var (e, f) = (expected.detach().to(ScalarType.Float64), found.detach().to(ScalarType.Float64));
        var (difference, size) = (linalg.norm(e - f).ToDouble(), linalg.norm(e).ToDouble());
        Assert.True(difference <= tolerance * size + 1e-9, $"{name}: differs by {difference} where the norm is {size}");
    }

    /// <summary>Values and the gradients of every input agree, for a random weight on each element of the result.</summary>
    /// <param name="fused">The function under test, of inputs in their own type.</param>
    /// <param name="reference">The same function, of the same values in float64.</param>
    /// <param name="tolerance">The part of a norm that a difference may be.</param>
    /// <param name="inputs">The inputs; their gradients are compared.</param>
    internal static void AssertAgree(Func<Tensor[], Tensor> fused, Func<Tensor[], Tensor> reference, double tolerance, params Tensor[] inputs)
    {
        Tensor[] own = [.. inputs.Select(input => input.detach().requires_grad_())];
        Tensor[] exact = [.. inputs.Select(input => input.detach().to(ScalarType.Float64).clone().requires_grad_())];
        var (found, expected) = (fused(own), reference(exact));
        Assert.Equal(inputs[0].dtype, found.dtype);
        AssertNear(expected, found, tolerance);
        using var generator = new Generator(99);
        var weights = randn(expected.shape, generator: generator).to(found.dtype);
        found.backward([weights]);
        expected.backward([weights.to(ScalarType.Float64)]);
        for (var i = 0; i < inputs.Length; i++)
        {
            Assert.Equal(inputs[i].dtype, own[i].grad!.dtype);
            AssertNear(exact[i].grad!, own[i].grad!, tolerance, $"gradient of input {i}");
        }
    }
}
