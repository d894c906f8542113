using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.Tensors;

public sealed class OperatorTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor x = tensor(new double[] { -2, 0.5, 3 });
    private readonly Tensor y = tensor(new double[] { 4, -1, 2 });

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Arithmetic_works_between_tensors_and_numbers_on_either_side()
    {
        AssertIs([2, -0.5, 5], x + y);
        AssertIs([-6, 1.5, 1], x - y);
        AssertIs([-8, -0.5, 6], x * y);
        AssertIs([-0.5, -0.5, 1.5], x / y);
        AssertIs([1, 3.5, 6], 3 + x);
        AssertIs([5, 2.5, 0], 3 - x);
        AssertIs([-5, -2.5, 0], x - 3);
        AssertIs([-1, 4, 2 / 3.0], 2 / x);
        AssertIs([2, -0.5, -3], -x);
        AssertIs([0, 0.5, 1], x % 2);
        AssertIs([-10, 2.5, -1], x.add(y, -2));
        AssertIs([-1, -1, 1], x.div(y, RoundingMode.floor));
        AssertIs([0, 0, 1], x.div(y, RoundingMode.trunc));
        AssertIs([4, 0.25, 9], x.pow(2));
        AssertIs([-1, 0.5, 1], x.clamp(-1, 1));
        AssertIs([4, 0.5, 3], maximum(x, y));
        AssertIs([-2, -1, 2], minimum(x, y));
        AssertIs([1, -0.25, 2.5], x.lerp(y, tensor(0.5)));
        AssertIs([-18, -0.5, 15], x.addcmul(x, y, 2));
    }

    [Fact]
    public void In_place_forms_change_the_tensor_and_return_it()
    {
        Assert.Same(x, x.add_(y));
        AssertIs([2, -0.5, 5], x);
        x.mul_(2).sub_(1).div_(y);
        AssertIs([0.75, 2, 4.5], x);
        x.fill_(9).addcdiv_(y, tensor(new double[] { 2, 2, 2 }), -1).sqrt_();
        AssertIs([Math.Sqrt(7), Math.Sqrt(9.5), Math.Sqrt(8)], x);
        AssertIs([0, 0, 0], x.zero_());
    }

    [Fact]
    public void Comparisons_and_logic_give_truth_values()
    {
        AssertTrue([false, true, true], x > y);
        AssertTrue([true, false, false], x < 0);
        AssertTrue([false, true, true], 0 < x);
        AssertTrue([true, false, true], (x < 0) | (x >= 3));
        AssertTrue([false, true, false], ~((x < 0) | (x >= 3)));
        AssertTrue([false, false, true], x.ge(0).logical_and(y.ge(0)));
        AssertTrue([false, true, false], tensor(new[] { 1, double.NaN, double.PositiveInfinity }).isnan());
        Assert.True(x.allclose(x + 1e-9));
        Assert.False(x.allclose(x + 1e-3));
        Assert.True(x.equal(x.clone()).ToBoolean());
        Assert.True((x == x.clone()).all().ToBoolean());
        AssertIs([4, 0.5, 3], where(x > 0, x, y));
    }

    [Fact]
    public void Reductions_and_order_follow_their_definitions()
    {
        var m = stack([x, y]);
        AssertIs([2, -0.5, 5], m.sum(dim: 0));
        AssertIs([6.5], m.sum());
        AssertIs([0.5, 5 / 3.0], m.mean([1]));
        Assert.Equal((3.0, 2L), (x.max(0).values.item<double>(), x.max(0).indexes.item<long>()));
        Assert.Equal([0L, 1], m.argmin(1).data<long>().ToArray());
        AssertIs([3, 0.5, -2], x.sort(descending: true).Values);
        Assert.Equal([0L, 1, 2], x.argsort().data<long>().ToArray());
        AssertIs([3, 0.5], x.topk(2).values);
        AssertIs([-2, -1.5, 1.5], x.cumsum(0));
        AssertIs([Math.Sqrt(13.25)], x.norm());
        AssertIs([5.5], x.norm(1f));
        AssertIs([6.25, 19 / 3.0], m.var(1));
        AssertIs([12.5 / 3, 38 / 9.0], m.var(1, unbiased: false));
        AssertIs([3, 4], m.amax(1));
    }

    [Fact]
    public void Shapes_change_without_losing_elements()
    {
        var m = arange(6, ScalarType.Float64).view(2, 3);
        AssertIs([0, 3, 1, 4, 2, 5], m.t().contiguous());
        AssertIs([0, 1, 2, 0, 1, 2], m[0].repeat(2));
        Assert.Equal([3L, 1, 2], m.unsqueeze(1).permute(2, 1, 0).shape);
        Assert.Equal([2L, 3, 1], m.unflatten(1, 3, 1).shape);
        Assert.Equal([6L], m.flatten().shape);
        Assert.Equal([4L, 2, 3], m.expand(4, -1, -1).shape);
        Assert.Equal([1L, 2], m.split([1, 2], 1).Select(part => part.size(1)));
        Assert.Equal([2L, 1], m.split(2, 1).Select(part => part.size(1)));
        Assert.Equal(3, m.unbind(1).Length);
        Assert.Equal([2L, 6], cat([m, m], 1).shape);
        Assert.Equal([2L, 2, 3], stack(m, m).shape);
        AssertIs([0, 1, 2, 0, 0, 0], m.index_fill(0, tensor(new long[] { 1 }), 0));
        AssertIs([0, 11, 2, 3, 24, 5], m.index_add(1, tensor(new long[] { 1 }), tensor(new double[,] { { 10 }, { 20 } }), 1));
        AssertIs([2, 3], m.gather(1, tensor(new long[,] { { 2 }, { 0 } })));
        AssertIs([0, 0, 7, 7, 0, 0], zeros(2, 3, ScalarType.Float64).scatter(1, tensor(new long[,] { { 2 }, { 0 } }), full([2, 1], 7.0, ScalarType.Float64)));
        AssertIs([-1, -1, 2, 3, 4, 5], m.masked_fill(m < 2, -1));
        AssertIs([15, 25, 35], einsum("ij,i->j", m, tensor(new double[] { 5, 5 })));

        static Tensor stack(params Tensor[] all) => torch.stack(all);
    }

    private static void AssertIs(double[] expected, Tensor found)
    {
        using var real = found.@double();
        Assert.Equal(expected, real.data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    private static void AssertTrue(bool[] expected, Tensor found) => Assert.Equal(expected, found.data<bool>().ToArray());
}
