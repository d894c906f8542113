using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

public class PackedRowsTests
{
    [Fact]
    public void Masked_tokens_are_left_out_wherever_they_stand()
    {
        using var rows = new PackedRows([1, 1, 1, 1, 0, 1, 1, 0, 0], rows: 3, CPU);

        Assert.Equal([0, 1, 2, 3, 5, 6], rows.Places);
        Assert.Equal([0L, 3, 5, 6], rows.Offsets.data<long>().ToArray());
        Assert.Null(rows.KeyMask);
        Assert.Equal((3, 3, 3, 6, false), (rows.Count, rows.Columns, rows.Longest, rows.TokenCount, rows.AreAlike));
    }

    [Fact]
    public void A_row_whose_first_column_is_masked_keeps_all_its_columns()
    {
        using var rows = new PackedRows([0, 1, 1, 1, 0, 0, 0, 0, 0], rows: 3, CPU);

        Assert.Equal([0, 1, 2, 3, 6, 7, 8], rows.Places);
        Assert.Equal([false, true, true, true, false, false, false], rows.KeyMask!.data<bool>().ToArray());
    }

    [Fact]
    public void The_first_tokens_are_the_rows_column_0()
    {
        using var scope = NewDisposeScope();
        using var rows = new PackedRows([1, 1, 0, 0, 1, 1, 1, 0, 0], rows: 3, CPU);
        var states = arange(rows.TokenCount).unsqueeze(1).to(ScalarType.Float32);

        Assert.Equal([0f, 2, 5], rows.First(states).data<float>().ToArray());
        Assert.Equal([0f, 2, 5], rows.First(rows.First(states)).data<float>().ToArray());
        Assert.Equal([0L, 1, 2, 3], rows.Of(rows.First(states)).Offsets.data<long>().ToArray());
    }

    [Fact]
    public void Restored_tokens_stand_where_they_stood_with_zeros_between()
    {
        using var scope = NewDisposeScope();
        using var rows = new PackedRows([1, 0, 1, 1, 0, 0], rows: 2, CPU);
        Assert.Equal([1f, 0, 2, 3, 0, 0], rows.Restore(tensor([1f, 2, 3]).unsqueeze(1)).data<float>().ToArray());
        Assert.Equal([1f, 2, 3, 0], rows.Pad(tensor([1f, 2, 3]).unsqueeze(1)).data<float>().ToArray());
    }

    [Theory]
    [InlineData(2, new long[] { 1, 1, 1, 1, 0, 0 })]
    [InlineData(2, new long[] { 1, 1, 0, 1, 1, 0 })]
    public void Tokens_come_back_from_padded_rows_and_gradients_take_the_same_way(int count, long[] mask)
    {
        using var scope = NewDisposeScope();
        using var rows = new PackedRows(mask, count, CPU);
        var states = arange(rows.TokenCount * 2).to(ScalarType.Float32).view(-1, 2).requires_grad_(true);
        var weight = randn(states.shape);

        var back = rows.Unpad(rows.Pad(states));
        (back * weight).sum().backward();

        Near.Equal(states.detach().data<float>().ToArray(), back);
        Near.Equal(weight.data<float>().ToArray(), states.grad!);
    }

    // Right padding and a hole; left padding, whose row keeps its columns; a row of padding alone.
    [Fact]
    public void The_mean_of_a_row_is_over_its_tokens_alone_and_so_is_its_gradient()
    {
        using var scope = NewDisposeScope();
        using var rows = new PackedRows([1, 0, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0], rows: 3, CPU);
        var states = arange(rows.TokenCount).unsqueeze(1).to(ScalarType.Float32).requires_grad_(true);

        var mean = rows.Mean(states);
        (mean * tensor([1f, 2, 3]).unsqueeze(1)).sum().backward();

        Assert.Equal([3, 1], mean.shape);
        Near.Equal([(0 + 1 + 2) / 3f, (5 + 6 + 7) / 3f, 0], mean);
        Near.Equal([1 / 3f, 1 / 3f, 1 / 3f, 0, 0, 2 / 3f, 2 / 3f, 2 / 3f, 0, 0, 0, 0, 0], states.grad!);
    }

    [Fact]
    public void A_mask_that_is_no_grid_is_refused() => Assert.Throws<ArgumentException>(() => new PackedRows([1, 1, 1], rows: 2, CPU));
}
