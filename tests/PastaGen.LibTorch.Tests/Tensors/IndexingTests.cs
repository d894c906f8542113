using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.TensorIndex;

namespace PastaGen.LibTorch.Tests.Tensors;

public sealed class IndexingTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor x = arange(24, ScalarType.Int64).view(2, 3, 4);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Numbers_and_ranges_pick_what_they_name()
    {
        AssertIs([12, 13, 14, 15], [4], x[1, 0]);
        AssertIs([23], [], x[-1, -1, -1]);
        AssertIs([16, 17, 18, 19], [1, 4], x[1, 1..2]);
        AssertIs([1, 5, 9, 13, 17, 21], [2, 3], x[.., .., 1]);
        AssertIs([1, 5, 9, 13, 17, 21], [2, 3], x[Ellipsis, 1]);
        AssertIs([0, 2, 4, 6, 8, 10], [3, 2], x[0, Colon, Slice(null, null, 2)]);
        AssertIs([2, 3], [2], x[0, 0, 2..]);
        AssertIs([1, 2], [2], x[0, 0, 1..^1]);
        AssertIs([3], [], x[0, 0, ^1]);
        Assert.Equal([2L, 1, 3, 4], x[.., None].shape);
        Assert.Throws<ArgumentException>(() => x[0, 0, 0, 0]);
    }

    [Fact]
    public void Lists_and_masks_pick_elements()
    {
        AssertIs([8, 9, 10, 11, 0, 1, 2, 3], [2, 4], x[0, TensorIndex.Tensor(tensor(new long[] { 2, 0 }))]);
        AssertIs([2, 22], [2], x[tensor(new long[] { 0, 1 }), tensor(new long[] { 0, 2 }), tensor(new long[] { 2, 2 })]);
        AssertIs([21, 22, 23], [3], x[x.gt(20)]);
        AssertIs([3, 0, 7, 4, 11, 8], [3, 2], x[0, .., TensorIndex.Tensor(tensor(new long[] { 3, 0 }))]);
    }

    [Fact]
    public void Views_write_through_and_lists_write_in_place()
    {
        x[0, 0] = tensor(new long[] { -1, -2, -3, -4 });
        AssertIs([-1, -2, -3, -4], [4], x[0, 0]);
        x[.., 1, 2..] = tensor(100L);
        AssertIs([4, 5, 100, 100], [4], x[0, 1]);
        x.index_put_(7, TensorIndex.Tensor(x.lt(0)));
        AssertIs([7, 7, 7, 7], [4], x[0, 0]);
        x.index_put_(ones(2, ScalarType.Int64), [tensor(new long[] { 1, 1 }), tensor(new long[] { 2, 2 }), tensor(new long[] { 3, 3 })], accumulate: true);
        Assert.Equal(25, x[1, 2, 3].item<long>());
    }

    private static void AssertIs(long[] values, long[] shape, Tensor found)
    {
        Assert.Equal(shape, found.shape);
        Assert.Equal(values, found.data<long>().ToArray());
    }
}
