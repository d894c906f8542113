using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.Numerics;

public class AutocastTests
{
    [Fact]
    public void Products_are_made_in_the_lower_dtype_and_their_gradients_come_back_in_float32()
    {
        using var scope = NewDisposeScope();
        using var seeded = manual_seed(3);
        var input = randn(5, 8);
        var weight = randn(4, 8).requires_grad_();
        Tensor product;
        using (Autocast.Enter(CPU, ScalarType.BFloat16)) product = nn.functional.linear(input, weight);
        Assert.Equal(ScalarType.BFloat16, product.dtype);
        Assert.True(product.to(ScalarType.Float32).allclose(input.matmul(weight.t()), 2e-2, 2e-2));

        product.to(ScalarType.Float32).sum().backward();
        Assert.Equal(ScalarType.Float32, weight.grad!.dtype);
        Assert.True(weight.grad.allclose(input.sum(dim: 0).expand(4, 8), 2e-2, 2e-2));
    }

    [Fact]
    public void What_held_before_holds_again_and_scopes_nest()
    {
        Assert.False(Autocast.IsOn(CPU));
        using (Autocast.Enter(CPU, ScalarType.BFloat16))
        {
            using (Autocast.Enter(CPU, ScalarType.BFloat16)) Assert.True(Autocast.IsOn(CPU));
            Assert.True(Autocast.IsOn(CPU));
            Assert.False(Autocast.IsOn(CUDA));
        }
        Assert.False(Autocast.IsOn(CPU));
    }

    [Fact]
    public void A_parameter_that_changed_between_two_scopes_is_cast_anew()
    {
        using var scope = NewDisposeScope();
        var weight = ones(2, 2).requires_grad_();
        Tensor Product()
        {
            using var on = Autocast.Enter(CPU, ScalarType.BFloat16);
            return nn.functional.linear(ones(1, 2), weight);
        }

        Assert.Equal(2f, Product().to(ScalarType.Float32)[0, 0].item<float>());
        using (no_grad()) weight.mul_(3);
        Assert.Equal(6f, Product().to(ScalarType.Float32)[0, 0].item<float>());
    }

    [Theory]
    [InlineData("cpu", ScalarType.Float16)]
    [InlineData("cuda", ScalarType.Float32)]
    [InlineData("meta", ScalarType.BFloat16)]
    public void What_autocast_does_not_know_is_refused(string device, ScalarType dtype) =>
        Assert.Throws<ArgumentException>(() => Autocast.Enter(torch.device(device), dtype).Dispose());
}
