using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.Numerics;

public sealed class EmbeddingTests : IDisposable
{
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Rows_come_out_in_the_order_asked_for()
    {
        using var table = nn.Embedding_from_pretrained(arange(12, ScalarType.Float32).view(4, 3));
        var found = table.call(tensor(new long[,] { { 3, 0 }, { 1, 3 } }));
        Assert.Equal([2L, 2, 3], found.shape);
        Assert.Equal([9f, 10, 11, 0, 1, 2, 3, 4, 5, 9, 10, 11], found.data<float>().ToArray());
        Assert.False(table.weight!.requires_grad);
    }

    [Fact]
    public void Each_row_gets_the_sum_of_its_uses_and_the_padding_row_nothing()
    {
        using var table = nn.Embedding(4, 2, padding_idx: 1);
        Assert.Equal([0f, 0], table.weight![1].data<float>().ToArray());
        var factors = arange(1, 11, ScalarType.Float32).view(5, 2);
        (table.call(tensor(new long[] { 2, 1, 0, 2, 1 })) * factors).sum().backward();
        Assert.Equal([5f, 6, 0, 0, 8, 10, 0, 0], table.weight.grad!.data<float>().ToArray());
    }

    [Fact]
    public void A_negative_padding_row_counts_from_the_end_and_one_too_far_is_refused()
    {
        using var table = nn.Embedding(4, 2, padding_idx: -1);
        table.call(tensor(new long[] { 3, 0 })).sum().backward();
        Assert.Equal([1f, 1, 0, 0, 0, 0, 0, 0], table.weight!.grad!.data<float>().ToArray());
        Assert.Contains("4 rows", Assert.Throws<ArgumentOutOfRangeException>(() => nn.Embedding(4, 2, padding_idx: 4)).Message, StringComparison.Ordinal);
    }
}
