using TorchSharp;
using static PastaGen.LibTorch.Tests.FusedOperators.Agreement;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace PastaGen.LibTorch.Tests.FusedOperators;

/// <summary>Linear layers through oneDNN, where libtorch brings it along; elsewhere the same through the BLAS.</summary>
public sealed class LinearTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 12, 48)]
    [InlineData(130, 96, 33)]
    public void Values_and_gradients_are_those_of_the_product(long rows, long inputs, long outputs)
    {
        var (x, weight, bias) = (Some(1, rows, inputs), Some(2, outputs, inputs), Some(3, outputs));
        AssertAgree(x => F.linear(x[0], x[1], x[2]), x => x[0].matmul(x[1].t()) + x[2], 1e-6, x, weight, bias);
        AssertAgree(x => F.linear(x[0], x[1]), x => x[0].matmul(x[1].t()), 1e-6, x, weight);
    }

    [Fact]
    public void Frozen_factors_get_no_gradient_and_the_other_one_does()
    {
        var (x, weight, bias) = (Some(1, 5, 7), Some(2, 4, 7), Some(3, 4));
        AssertAgree(one => F.linear(one[0], weight, bias), one => one[0].matmul(weight.@double().t()) + bias.@double(), 1e-6, x);
        AssertAgree(one => F.linear(x, one[0], bias), one => x.@double().matmul(one[0].t()) + bias.@double(), 1e-6, weight);
        AssertAgree(one => F.linear(x, weight, one[0]), one => x.@double().matmul(weight.@double().t()) + one[0], 1e-6, bias);
        Assert.False(F.linear(x.detach(), weight.detach(), bias.detach()).requires_grad);
    }

    [Fact]
    public void Inputs_of_any_rank_and_order_of_memory_are_taken()
    {
        var (x, weight) = (Some(1, 6, 3, 5), Some(2, 5, 8));
        AssertAgree(x => F.linear(x[0].transpose(0, 1), x[1].t()), x => x[0].transpose(0, 1).matmul(x[1]), 1e-6, x, weight);
        AssertAgree(x => F.linear(x[0], x[1]), x => x[0].matmul(x[1].t()), 1e-6, Some(3, 5), Some(4, 8, 5));
        AssertAgree(x => F.linear(x[0].narrow(0, 2, 3), x[1].narrow(0, 1, 4)), x => x[0].narrow(0, 2, 3).matmul(x[1].narrow(0, 1, 4).t()), 1e-6, Some(3, 9, 5), Some(4, 8, 5));
        Assert.Equal([0, 8], F.linear(zeros(0, 5), Some(4, 8, 5)).shape);
        Assert.Equal(0, F.linear(zeros(2, 0), zeros(3, 0)).abs().sum().ToSingle());
    }

    [Fact]
    public void A_second_derivative_can_be_had()
    {
        var (x, weight) = (Some(1, 2, 3).requires_grad_(), Some(2, 4, 3).requires_grad_());
        var slope = autograd.grad([F.linear(x, weight).pow(2).sum()], [x], create_graph: true)[0];
        slope.sum().backward();
        // Σ (x wᵀ)² has the gradient 2 x wᵀw; the sum of that over x's elements, by x once more, is 2 Σ wᵀw.
        AssertNear(2 * weight.t().matmul(weight).sum(0, true).expand(2, 3), x.grad!, 1e-5);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<TorchException>(() => F.linear(zeros(2, 3), zeros(4, 5)));
        Assert.Throws<TorchException>(() => F.linear(zeros(2, 3), zeros(4, 3), zeros(5)));
    }

    private static Tensor Some(long seed, params long[] shape)
    {
        using var generator = new Generator((ulong)seed);
        return randn(shape, generator: generator);
    }
}
