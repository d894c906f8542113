using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.FusedOperators;

/// <summary>What all fused operators promise: the same bits for the same seed, nothing kept or leaked, first derivatives only.</summary>
public sealed class ConductTests : IDisposable
{
    private static readonly long[] Lengths = [70, 3, 41, 128, 9];
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly int threads = get_num_threads();

    public void Dispose()
    {
        set_num_threads(threads);
        scope.Dispose();
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Values_and_gradients_are_the_same_bits_for_any_number_of_threads(ScalarType type)
    {
        var single = Run(1);
        foreach (var count in new[] { 2, 3, 8 })
            foreach (var (expected, found) in single.Zip(Run(count))) Assert.True(expected.equal(found).all().ToBoolean());

        Tensor[] Run(int count)
        {
            set_num_threads(count);
            manual_seed(5);
            var layer = new Layer(type);
            var result = layer.Forward();
            result.backward([ones_like(result)]);
            return [result.detach(), .. layer.Inputs.Select(input => input.grad!)];
        }
    }

    [Fact]
    public void Every_call_draws_a_mask_of_its_own_from_the_default_generator()
    {
        var input = ones(1000);
        manual_seed(5);
        var (first, second) = (Fused.dropout(input, 0.5), Fused.dropout(input, 0.5));
        var state = get_rng_state();
        var third = Fused.dropout(input, 0.5);
        Assert.False(first.equal(second).all().ToBoolean());
        set_rng_state(state);
        Assert.True(third.equal(Fused.dropout(input, 0.5)).all().ToBoolean());
        set_rng_state(state);
        Fused.gelu(input, false);
        Fused.dropout(input, 0);
        Assert.True(third.equal(Fused.dropout(input, 0.5)).all().ToBoolean());
    }

    [Fact]
    public void Without_gradients_nothing_is_recorded_and_the_values_are_the_same()
    {
        var layer = new Layer(ScalarType.Float32);
        manual_seed(5);
        var recorded = layer.Forward();
        Assert.True(recorded.requires_grad);
        manual_seed(5);
        using (no_grad())
        {
            var free = layer.Forward();
            Assert.False(free.requires_grad);
            Assert.True(recorded.equal(free).all().ToBoolean());
        }
        foreach (var input in layer.Inputs) input.requires_grad_(false);
        Assert.False(layer.Forward().requires_grad);
        using (inference_mode()) Assert.False(layer.Forward().requires_grad);
    }

    [Fact]
    public void A_second_derivative_is_refused()
    {
        var input = ones(4).requires_grad_();
        var output = Fused.gelu(input, false).sum();
        Assert.Contains("no second derivative", Assert.Throws<TorchException>(() => autograd.grad([output], [input], create_graph: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_that_was_changed_after_its_use_is_noticed()
    {
        var input = (ones(4).requires_grad_() * 1).DetachFromDisposeScope();
        using var output = Fused.gelu(input, false).sum();
        input.add_(1);
        Assert.Contains("modified by an inplace operation", Assert.Throws<TorchException>(() => output.backward()).Message, StringComparison.Ordinal);
        input.Dispose();
    }

    [Fact]
    public void Hundreds_of_steps_leave_no_tensor_and_no_memory_behind()
    {
        var layer = new Layer(ScalarType.BFloat16);
        for (var i = 0; i < 30; i++) Step();
        var (resident, live) = (Resident(), LiveTensors.Count);
        for (var i = 0; i < 200; i++) Step();
        Assert.Equal(live, LiveTensors.Count);
        Assert.InRange(Resident() - resident, long.MinValue, 20 << 20);

        void Step()
        {
            using var inner = NewDisposeScope();
            var result = layer.Forward();
            result.backward([ones_like(result)]);
            foreach (var input in layer.Inputs) input.grad = null;
        }
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        return process.WorkingSet64;
    }

    /// <summary>All fused operators in the order of a transformer's layer.</summary>
    private sealed class Layer
    {
        private const int Hidden = 48;
        private readonly Tensor offsets;
        private readonly Tensor queryOffsets;

        internal Layer(ScalarType type)
        {
            var tokens = Lengths.Sum();
            using var generator = new Generator(4);
            Inputs = [.. new[] { 3 * Hidden, Hidden, 2 * Hidden }.Select(width => randn(tokens, width, generator: generator).to(type).requires_grad_()),
                randn(Hidden, generator: generator).requires_grad_(), randn(Hidden, generator: generator).requires_grad_()];
            offsets = new Packed(Lengths, Lengths, 4, 12).KeyOffsets;
            queryOffsets = arange(Lengths.Length + 1);
        }

        internal Tensor[] Inputs { get; }

        internal Tensor Forward()
        {
            var context = Fused.attention(Inputs[0], offsets, null, 4, 0.1);
            var hidden = Fused.dropout_add_norm(context, Inputs[1], Inputs[3], Inputs[4], 1e-5, 0.1);
            hidden = Fused.layer_norm(Fused.dropout(Fused.gelu(hidden, tanh: false), 0.1), Inputs[3], Inputs[4], 1e-5);
            return Fused.attention(hidden.narrow(0, 0, Lengths.Length), Inputs[2], queryOffsets, offsets, null, 4, 0.1);
        }
    }
}
