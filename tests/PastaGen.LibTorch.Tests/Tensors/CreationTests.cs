using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.Tensors;

public sealed class CreationTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Arrays_and_numbers_keep_their_type_and_shape()
    {
        Assert.Equal((ScalarType.Int32, "2, 3"), Facts(tensor(new int[,] { { 1, 2, 3 }, { 4, 5, 6 } })));
        Assert.Equal((ScalarType.Float32, "6"), Facts(tensor(new float[6])));
        Assert.Equal((ScalarType.Bool, ""), Facts(tensor(true)));
        Assert.Equal((ScalarType.Int64, "1, 2"), Facts(tensor(new List<long> { 1, 2 }, 1, 2)));
        Assert.Equal((ScalarType.Float64, "2"), Facts(from_array(new double[] { 1, 2 })));
        Assert.Equal((ScalarType.BFloat16, "2"), Facts(tensor(new float[] { 1, 2 }, ScalarType.BFloat16)));
        Assert.Equal([3, 4], frombuffer(new byte[] { 1, 2, 3, 4 }, ScalarType.Byte, 2, 2).data<byte>().ToArray().Select(value => (int)value));
        Assert.Equal([1, 2, 3, 4, 5, 6], tensor(new int[,] { { 1, 2, 3 }, { 4, 5, 6 } }).data<int>().ToArray());
        Assert.Equal(new float[,] { { 1, 2 }, { 3, 4 } }, (float[,])tensor(new float[,] { { 1, 2 }, { 3, 4 } }).data<float>().ToNDArray());
    }

    [Fact]
    public void Ranges_and_constants_are_what_they_say()
    {
        Assert.Equal([0L, 1, 2], arange(3).data<long>().ToArray());
        Assert.Equal([1f, 1.5f, 2], arange(1.0, 2.1, 0.5).data<float>().ToArray());
        Assert.Equal([1f, 0, 0, 1], eye(2).data<float>().ToArray());
        Assert.Equal([7L, 7], full(2, 7).data<long>().ToArray());
        Assert.Equal(ScalarType.Float32, full(2, 7.0).dtype);
        Assert.Equal([5L, 6], zeros([5, 6]).shape);
        Assert.Equal([2L, 3, 4], ones(2, 3, 4).shape);
        Assert.True(empty_like(ones(2, ScalarType.BFloat16)).dtype == ScalarType.BFloat16);
        Assert.True(rand(3, requires_grad: true).requires_grad);
    }

    [Fact]
    public void The_same_seed_or_state_draws_the_same_numbers()
    {
        manual_seed(5).Dispose();
        var first = randn(100);
        var state = get_rng_state();
        var second = randn(100);
        set_rng_state(state);
        Assert.True(randn(100).Equals(second));
        manual_seed(5).Dispose();
        Assert.True(randn(100).Equals(first));
        using var own = new Generator(5);
        Assert.True(randn(100, generator: own).Equals(first));
        Assert.Equal(5, own.initial_seed());
        Assert.Equal(Enumerable.Range(0, 50).Select(place => (long)place), randperm(50).data<long>().ToArray().Order());
        Assert.All(randint(3, 6, [200]).data<long>().ToArray(), drawn => Assert.InRange(drawn, 3, 5));
    }

    [Fact]
    public void Bytes_are_the_memory_itself()
    {
        var x = tensor(new float[] { 1, 2 });
        var bytes = x.bytes;
        BitConverter.TryWriteBytes(bytes[4..], 9f);
        Assert.Equal([1f, 9], x.data<float>().ToArray());
        x.bytes = (Span<byte>)[0, 0, 128, 63, 0, 0, 128, 63];
        Assert.Equal([1f, 1], x.data<float>().ToArray());
        Assert.Throws<ArgumentException>(() => x.bytes = new byte[3]);
        Assert.Throws<InvalidOperationException>(() => ones(2, 3).t().bytes.Length);
    }

    [Fact]
    public unsafe void Foreign_memory_is_shared_and_not_copied()
    {
        var values = new float[] { 1, 2, 3, 4 };
        fixed (float* first = values)
        {
            using var x = ForeignMemory.AsTensor((nint)first, [2, 2], ScalarType.Float32);
            x.mul_(2);
            Assert.Equal([2f, 4, 6, 8], values);
        }
    }

    [Fact]
    public void Products_in_bfloat16_are_right_to_its_precision()
    {
        var (a, b) = (randn(32, 64), randn(64, 16));
        var exact = a.bfloat16().@double().matmul(b.bfloat16().@double());
        var found = a.bfloat16().matmul(b.bfloat16());
        Assert.Equal(ScalarType.BFloat16, found.dtype);
        Assert.True(found.@double().allclose(exact, 0.01, 0.05));
    }

    [Fact]
    public void Modes_of_the_thread_end_with_their_guard()
    {
        var x = ones(1, requires_grad: true);
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (enable_grad()) Assert.True((x * 2).requires_grad);
            Assert.False(is_grad_enabled());
        }
        Assert.True(is_grad_enabled());
        using (inference_mode()) Assert.True(is_inference_mode_enabled());
        Assert.False(is_inference_mode_enabled());
    }

    [Fact]
    public void Gradients_are_added_up_and_can_be_asked_for_apart()
    {
        var x = tensor(new double[] { 1, 2 }).requires_grad_();
        (x * x).sum().backward();
        (x * x).sum().backward();
        Assert.Equal([4, 8], x.grad!.data<double>().ToArray());
        var cubed = (x * x * x).sum();
        var first = autograd.grad([cubed], [x], create_graph: true)[0];
        var second = autograd.grad([first.sum()], [x])[0];
        Assert.Equal([3, 12], first.data<double>().ToArray());
        Assert.Equal([6, 12], second.data<double>().ToArray());
        x.grad = null;
        Assert.Null(x.grad);
    }

    private static (ScalarType, string) Facts(Tensor made) => (made.dtype, string.Join(", ", made.shape));
}
