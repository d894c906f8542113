using PastaGen.LibTorch.Tests.Numerics;
using TorchSharp;
using static PastaGen.LibTorch.Tests.FusedOperators.Agreement;
using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.FusedOperators;

public sealed class PointwiseTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    private static readonly float[] Points = [.. Enumerable.Range(-1300, 2601).Select(i => i * 0.00987f)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gelu_and_its_slope_are_within_a_tenmillionth_of_the_formula(bool tanh)
    {
        var input = tensor(Points).requires_grad_();
        var output = Fused.gelu(input, tanh);
        output.sum().backward();
        var (found, slopes) = (output.data<float>().ToArray(), input.grad!.data<float>().ToArray());
        for (var i = 0; i < Points.Length; i++)
        {
            double x = Points[i];
            var (value, slope) = (Exact(x), (Exact(x + 1e-4) - Exact(x - 1e-4)) / 2e-4);
            Assert.True(Math.Abs(value - found[i]) <= 1.5e-7 * Math.Max(0.1, Math.Abs(x)), $"gelu({x}): expected {value}, found {found[i]}");
            Assert.True(Math.Abs(slope - slopes[i]) <= 6e-7, $"the slope at {x}: expected {slope}, found {slopes[i]}");
        }

        double Exact(double x) => tanh ? Reference.GeluTanh(x) : Reference.Gelu(x);
    }

    [Fact]
    public void Gelu_keeps_its_relative_precision_where_it_is_tiny()
    {
        var found = Fused.gelu(tensor([-5f]), tanh: false).ToSingle();
        Assert.InRange(found / -1.4332578e-6, 0.99999, 1.00001);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gelu_passes_on_what_is_no_number_and_stays_finite_far_out(bool tanh)
    {
        var input = tensor([float.NaN, 1e30f, -1e30f, float.PositiveInfinity, 100, -100, 0]).requires_grad_();
        var output = Fused.gelu(input, tanh);
        output.sum().backward();
        var (found, slopes) = (output.data<float>().ToArray(), input.grad!.data<float>().ToArray());
        Assert.True(float.IsNaN(found[0]) && float.IsNaN(slopes[0]));
        Assert.Equal(1e30f, found[1]);
        Assert.InRange(found[2], -1e-7f, 0);
        Assert.Equal([100f, 0f], [found[4], found[6]]);
        Assert.InRange(found[5], -1e-30f, 0);
        Assert.Equal([1f, 0.5f], [slopes[4], slopes[6]]);
        Assert.InRange(slopes[5], -1e-30f, 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(100_003)]
    public void Gelu_in_bfloat16_rounds_what_float32_gives(long count)
    {
        using var generator = new Generator(1);
        foreach (var tanh in new[] { false, true })
        {
            var input = (randn(count, generator: generator) * 3).to(ScalarType.BFloat16).requires_grad_();
            var wide = input.detach().to(ScalarType.Float32).requires_grad_();
            var (narrow, exact) = (Fused.gelu(input, tanh), Fused.gelu(wide, tanh));
            Assert.True(exact.to(ScalarType.BFloat16).equal(narrow).all().ToBoolean());
            var weights = randn(count, generator: generator).to(ScalarType.BFloat16);
            narrow.backward([weights]);
            exact.backward([weights.to(ScalarType.Float32)]);
            Assert.True(wide.grad!.to(ScalarType.BFloat16).equal(input.grad!).all().ToBoolean());
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(37, 384)]
    [InlineData(2000, 33)]
    public void Gelu_with_a_gate_is_that_of_the_first_half_times_the_second(long rows, long width)
    {
        using var generator = new Generator(1);
        var input = randn(rows, 2 * width, generator: generator) * 2;
        foreach (var tanh in new[] { false, true })
        {
            Tensor Composed(Tensor[] x)
            {
                var halves = x[0].chunk(2, dim: -1);
                return halves[0].gelu(tanh ? TorchSharp.Modules.GELU.Approximate.tanh : TorchSharp.Modules.GELU.Approximate.none) * halves[1];
            }

            AssertAgree(x => Fused.gated_gelu(x[0], tanh), Composed, 1e-6, input);
            AssertAgree(x => Fused.gated_gelu(x[0], tanh), Composed, 5e-3, input.to(ScalarType.BFloat16));
            AssertAgree(x => Fused.gated_gelu(x[0].t().contiguous().t(), tanh), Composed, 1e-6, input);
        }
        Assert.Throws<TorchException>(() => Fused.gated_gelu(randn(3, 5), false));
    }

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(5, 3, 6)]
    [InlineData(70, 4, 64)]
    [InlineData(300, 2, 34)]
    public void Rotation_turns_the_halves_of_each_head_and_its_gradient_turns_back(long tokens, int heads, long size)
    {
        using var generator = new Generator(1);
        var angles = randn(tokens, 1, size / 2, generator: generator);
        var (cosines, sines) = (angles.cos(), angles.sin());
        // Parts of one product lie beside each other.
        var product = randn(tokens, 3 * heads * size, generator: generator);
        Tensor Part(Tensor of) => of.narrow(1, heads * size, heads * size);
        Tensor Composed(Tensor[] x)
        {
            var halves = Part(x[0]).unflatten(1, [heads, size]).chunk(2, dim: 2);
            var (cosine, sine) = (cosines.@double(), sines.@double());
            return cat([(halves[0] * cosine) - (halves[1] * sine), (halves[1] * cosine) + (halves[0] * sine)], 2).flatten(1, 2);
        }

        AssertAgree(x => Fused.rotate(Part(x[0]), cosines, sines, heads), Composed, 1e-6, product);
        AssertAgree(x => Fused.rotate(Part(x[0]), cosines, sines, heads), Composed, 5e-3, product.to(ScalarType.BFloat16));
        AssertAgree(x => Fused.rotate(Part(x[0].t().contiguous().t()), cosines, sines, heads), Composed, 1e-6, product);
        Assert.Throws<TorchException>(() => Fused.rotate(product, cosines, sines.narrow(0, 0, tokens - 1), 3 * heads));
        Assert.Throws<TorchException>(() => Fused.rotate(randn(4, 6), zeros(4, 1), ones(4, 1), 2));
        Assert.Throws<TorchException>(() => Fused.rotate(product, cosines.@double(), sines, 3 * heads));
    }

    [Fact]
    public void Behind_a_product_under_autocast_gate_and_rotation_stray_by_the_rounding_of_the_product_alone()
    {
        const int tokens = 40, heads = 3, size = 8;
        using var generator = new Generator(1);
        var (input, weight) = (randn(tokens, 16, generator: generator), randn(heads * size, 16, generator: generator));
        var angles = randn(tokens, 1, size / 2, generator: generator);
        var (cosines, sines) = (angles.cos(), angles.sin());
        AssertStray(product => Fused.gated_gelu(product, tanh: false), halves =>
        {
            var parts = halves.chunk(2, dim: -1);
            return parts[0].gelu() * parts[1];
        });
        AssertStray(product => Fused.rotate(product, cosines, sines, heads), states =>
        {
            var halves = states.unflatten(1, [heads, size]).chunk(2, dim: 2);
            return cat([(halves[0] * cosines) - (halves[1] * sines), (halves[1] * cosines) + (halves[0] * sines)], 2).flatten(1, 2);
        });

        void AssertStray(Func<Tensor, Tensor> fused, Func<Tensor, Tensor> composed)
        {
            var (own, exact) = (weight.detach().clone().requires_grad_(), weight.@double().requires_grad_());
            Tensor found;
            using (Autocast.Enter(CPU, ScalarType.BFloat16)) found = fused(nn.functional.linear(input, own));
            var expected = composed(nn.functional.linear(input.@double(), exact));
            Assert.Equal(ScalarType.BFloat16, found.dtype);
            AssertNear(expected, found, 1e-2);
            var upstream = randn(expected.shape, generator: generator);
            found.backward([upstream.to(ScalarType.BFloat16)]);
            expected.backward([upstream.@double()]);
            Assert.Equal(ScalarType.Float32, own.grad!.dtype);
            AssertNear(exact.grad!, own.grad!, 1e-2, "gradient");
        }
    }

    [Theory]
    [InlineData(0.1, ScalarType.Float32)]
    [InlineData(0.5, ScalarType.Float32)]
    [InlineData(0.9, ScalarType.BFloat16)]
    public void Dropout_drops_its_share_and_the_gradient_is_the_same_mask(double p, ScalarType type)
    {
        manual_seed(11);
        var input = ones(301, 777).to(type).requires_grad_();
        var output = Fused.dropout(input, p);
        output.backward([ones_like(output)]);
        Assert.True(output.equal(input.grad!).all().ToBoolean());
        var kept = output.ne(0);
        Assert.Equal((1 / (1 - p)), output.masked_select(kept).max().ToDouble(), type == ScalarType.Float32 ? 1e-6 : 0.05);
        Assert.True(output.masked_select(kept).max().equal(output.masked_select(kept).min()).ToBoolean());
        // Five standard deviations of the whole, and of each row and column on the average.
        var real = kept.to(ScalarType.Float64);
        Assert.Equal(1 - p, real.mean().ToDouble(), 5 * Math.Sqrt(p * (1 - p) / real.numel()));
        AssertSpread(real.mean([1]), 777);
        AssertSpread(real.mean([0]), 301);
        // Neighbours are independent of each other, side by side and one above the other.
        var centred = real - real.mean();
        foreach (var lag in new[] { 1L, 2, 3, 4, 16, 32, 777 })
        {
            var flat = centred.flatten();
            var together = (flat.narrow(0, 0, flat.numel() - lag) * flat.narrow(0, lag, flat.numel() - lag)).mean().ToDouble() / (p * (1 - p));
            Assert.InRange(together, -5 / Math.Sqrt(flat.numel()), 5 / Math.Sqrt(flat.numel()));
        }

        void AssertSpread(Tensor shares, int of) =>
            Assert.InRange(shares.var(unbiased: false).ToDouble() / (p * (1 - p) / of), 0.7, 1.3);
    }

    [Fact]
    public void Dropout_of_nothing_and_of_all()
    {
        var input = arange(10, ScalarType.Float32) + 1;
        Assert.True(Fused.dropout(input, 0).equal(input).all().ToBoolean());
        Assert.Equal(0, Fused.dropout(input, 1).abs().sum().ToSingle());
        Assert.Throws<TorchException>(() => Fused.dropout(input, -0.1));
    }

    [Fact]
    public void Inputs_in_any_order_of_memory_are_taken()
    {
        using var generator = new Generator(1);
        var input = randn(6, 11, generator: generator);
        AssertAgree(x => Fused.gelu(x[0].t(), false), x => x[0].t().gelu(), 1e-6, input);
        manual_seed(1);
        var mask = Fused.dropout(ones(11, 6), 0.5).@double();
        AssertAgree(x =>
        {
            manual_seed(1);
            return Fused.dropout(x[0].t(), 0.5);
        }, x => x[0].t() * mask, 1e-6, input);
    }
}
