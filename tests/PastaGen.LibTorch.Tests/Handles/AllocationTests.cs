using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.Handles;

/// <summary>What a call costs the garbage collector: nothing but the tensor that it returns.</summary>
public class AllocationTests
{
    private const int Calls = 200;

    [Fact]
    public void In_place_operators_allocate_nothing()
    {
        using var x = ones(4, 4);
        using var y = ones(4, 4);
        using var weight = full([4, 4], 0.5);
        Scalar half = 0.5;
        Assert.Equal(0, BytesPerCall(() => x.add_(y)));
        Assert.Equal(0, BytesPerCall(() => x.mul_(half)));
        Assert.Equal(0, BytesPerCall(() => x.lerp_(y, weight)));
        Assert.Equal(0, BytesPerCall(() => x.addcmul_(y, weight, half)));
        Assert.Equal(0, BytesPerCall(() => x.copy_(y)));
        Assert.Equal(0, BytesPerCall(() => x.zero_()));
        Assert.Equal(0, BytesPerCall(() => x.normal_()));
    }

    [Fact]
    public void Other_operators_allocate_the_tensor_they_return_and_nothing_else()
    {
        using var x = ones(4, 4);
        using var bias = ones(4);
        long[] width = [4];
        Assert.Equal(40, BytesPerCall(() => x.exp().Dispose()));
        Assert.Equal(40, BytesPerCall(() => (x + x).Dispose()));
        Assert.Equal(40, BytesPerCall(() => (x * 2.0).Dispose()));
        Assert.Equal(40, BytesPerCall(() => x.matmul(x).Dispose()));
        Assert.Equal(40, BytesPerCall(() => x.sum(dim: 0).Dispose()));
        Assert.Equal(40, BytesPerCall(() => nn.functional.layer_norm(x, width, bias, bias).Dispose()));
    }

    [Fact]
    public void Reading_what_a_tensor_is_allocates_nothing_where_no_array_is_asked_for()
    {
        using var x = ones(4, 4);
        long sink = 0;
        Assert.Equal(0, BytesPerCall(() => sink += x.size(0) + x.ndim + x.numel() + (long)x.dtype + (x.requires_grad ? 1 : 0)));
        Assert.NotEqual(0, sink);
    }

    private static long BytesPerCall(Action call)
    {
        for (var i = 0; i < Calls; i++) call();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++) call();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }
}
