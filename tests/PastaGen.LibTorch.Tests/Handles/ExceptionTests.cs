using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.Handles;

public class ExceptionTests
{
    [Fact]
    public void A_refused_call_names_the_operator_and_the_shapes_in_one_line()
    {
        using var a = ones(2, 3);
        using var b = ones(4, 5);
        var error = Assert.ThrowsAny<ExternalException>(() => a.mm(b));
        Assert.IsType<TorchException>(error);
        Assert.StartsWith("aten::mm: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2x3], type = Float32, device = cpu", error.Message, StringComparison.Ordinal);
        Assert.Contains("[4x5]", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("frame #", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_tensor_is_named_by_its_parameter()
    {
        using var a = ones(2, 3);
        Assert.Contains("'mat2' must be a tensor, found null", Assert.Throws<TorchException>(() => a.mm(null!)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_refused_call_the_next_one_works()
    {
        using var scope = NewDisposeScope();
        var a = ones(2, 2);
        for (var i = 0; i < 10; i++) Assert.Throws<TorchException>(() => a.view(3));
        Assert.Equal(8, (a + a).sum().item<float>());
    }

    [Fact]
    public void Backward_without_history_and_gradients_of_whole_numbers_are_refused()
    {
        using var a = ones(2);
        using var sum = a.sum();
        Assert.Throws<TorchException>(sum.backward);
        using var whole = ones(2, ScalarType.Int64);
        Assert.Contains("floating point", Assert.Throws<TorchException>(() => whole.requires_grad = true).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_are_read_by_their_own_type_alone()
    {
        using var a = ones(2);
        Assert.Contains("cannot be read as Int64", Assert.Throws<ArgumentException>(() => a.data<long>()).Message, StringComparison.Ordinal);
        Assert.Contains("has 2", Assert.Throws<ArgumentException>(() => a.item<float>()).Message, StringComparison.Ordinal);
        Assert.Contains("holds 6 elements, and 5 were given", Assert.Throws<ArgumentException>(() => tensor(new float[5], [2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("names no device", Assert.Throws<ArgumentException>(() => device("gpu:0")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Places_outside_of_a_tensor_are_neither_read_nor_written()
    {
        using var a = ones(4);
        using var elements = a.data<float>();
        var memory = new float[8];
        Assert.Throws<ArgumentOutOfRangeException>(() => elements.CopyTo(memory, tensorIndex: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => elements.CopyTo(memory, tensorIndex: 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => elements.CopyFrom([1f], tensorIndex: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => elements[4]);
        Assert.Contains("room for 1 elements from 3 on, and 2 were given", Assert.Throws<ArgumentException>(() => elements.CopyFrom([1f, 2], tensorIndex: 3)).Message, StringComparison.Ordinal);
        elements.CopyTo(memory, arrayIndex: 6, tensorIndex: 1);
        Assert.Equal([0f, 0, 0, 0, 0, 0, 1, 1], memory);
    }

    [Fact]
    public void The_elements_of_a_sparse_gradient_are_refused()
    {
        using var scope = NewDisposeScope();
        using var table = nn.Embedding(5, 2, sparse: true);
        table.call(tensor(new long[] { 1, 3 })).sum().backward();
        var gradient = table.weight!.grad!;
        Assert.Equal([5L, 2], gradient.shape);
        // libtorch 1.13 makes up strides for it, later versions refuse; memory of its own it has in none.
        Assert.Contains("data: ", Assert.Throws<TorchException>(() => gradient.data<float>().ToArray()).Message, StringComparison.Ordinal);
    }
}
