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
}
