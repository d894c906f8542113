using System.Diagnostics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    // The first block's input wants no gradient, as an embedding's answer does not; only the parameters inside do.
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Losses_gradients_and_random_numbers_have_the_bits_of_a_pass_without(bool inputWantsGradient, bool fusedDropout)
    {
        Block[] blocks = [new(fusedDropout), new(fusedDropout), new(fusedDropout)];
        var plain = Bits(checkpointed: false);
        var found = Bits(checkpointed: true);
        Assert.Equal(plain, found);
        Assert.Equal([3, 3, 3], blocks.Select(block => block.Calls));

        float[][] Bits(bool checkpointed)
        {
            manual_seed(5);
            foreach (var block in blocks) block.Linear.zero_grad();
            var input = (arange(24, ScalarType.Float32).reshape(4, 6) / 24).requires_grad_(inputWantsGradient);
            var hidden = input * 1;
            foreach (var block in blocks) hidden = block.Run(hidden, checkpointed);
            var loss = hidden.square().sum();
            loss.backward();
            var after = rand(3);
            return [Values(loss), Values(after), inputWantsGradient ? Values(input.grad!) : [], .. blocks.SelectMany(block => block.Linear.parameters()).Select(parameter => Values(parameter.grad!))];
        }
    }

    [Fact]
    public void The_random_numbers_of_the_second_time_are_those_of_the_first_and_nobody_else_sees_them()
    {
        manual_seed(1);
        var expected = (First: Values(rand(4)), Second: Values(rand(4)), Third: Values(rand(4)));
        manual_seed(1);
        var seen = new List<float[]>();
        var output = Checkpoint.Run(ones(4).requires_grad_(), input =>
        {
            var mask = rand(4);
            seen.Add(Values(mask));
            return input * mask;
        });
        Assert.Equal(expected.Second, Values(rand(4)));
        output.sum().backward();
        Assert.Equal([expected.First, expected.First], seen);
        Assert.Equal(expected.Third, Values(rand(4)));
    }

    [Fact]
    public void The_second_time_casts_as_the_first_did()
    {
        var weight = rand(8, 8).requires_grad_();
        var types = new List<ScalarType>();
        Tensor output;
        using (Autocast.Enter(CPU, ScalarType.BFloat16))
            output = Checkpoint.Run(rand(2, 8), input =>
            {
                var product = input.matmul(weight);
                types.Add(product.dtype);
                return product;
            });
        output.to(ScalarType.Float32).sum().backward();
        Assert.Equal([ScalarType.BFloat16, ScalarType.BFloat16], types);
        Assert.NotNull(weight.grad);
        Assert.False(Autocast.IsOn(CPU));
    }

    [Fact]
    public void Without_a_gradient_to_find_nothing_is_computed_again()
    {
        var calls = 0;
        Tensor Twice(Tensor input)
        {
            calls++;
            return input * 2;
        }

        Assert.False(Checkpoint.Run(ones(2), Twice).requires_grad);
        using (no_grad()) Assert.False(Checkpoint.Run(ones(2).requires_grad_(), Twice).requires_grad);
        var input = ones(2).requires_grad_();
        Assert.Same(input, Checkpoint.Run(input, same => same));
        Assert.Equal(2, calls);
    }

    [Fact]
    public void An_error_of_the_second_time_is_the_backward_passs_own()
    {
        var calls = 0;
        var live = LiveTensors.Count;
        using (var inner = NewDisposeScope())
        {
            var output = Checkpoint.Run(ones(2).requires_grad_(), input => ++calls == 1 ? input * 2 : throw new InvalidOperationException("no second time"));
            var error = Assert.Throws<TorchException>(() => output.sum().backward());
            Assert.Contains("no second time", error.Message, StringComparison.Ordinal);
            Assert.True(is_grad_enabled());
        }
        Assert.Equal(live, LiveTensors.Count);
    }

    [Fact]
    public void What_it_cannot_do_is_said()
    {
        var input = ones(2).requires_grad_();
        Tensor Output() => Checkpoint.Run(input, state => state.exp()).sum();
        Assert.Contains("no second derivative", Assert.Throws<TorchException>(() => Output().backward(create_graph: true)).Message, StringComparison.Ordinal);
        Assert.Contains("no chosen inputs alone", Assert.Throws<TorchException>(() => autograd.grad([Output()], [input])).Message, StringComparison.Ordinal);
        var once = Output();
        once.backward();
        Assert.Throws<TorchException>(() => once.backward());
        var twice = Output();
        input.grad = null;
        twice.backward(retain_graph: true);
        twice.backward();
        Assert.Equal(Values(ones(2).exp() * 2), Values(input.grad!));
    }

    // Large enough that the allocator takes each from the system and gives it back at once.
    [Fact]
    public void Between_forward_and_backward_only_the_input_is_kept()
    {
        const long Size = 48L << 20;
        Tensor Steps(Tensor state)
        {
            using var steps = NewDisposeScope();
            for (var step = 0; step < 6; step++) state = state.tanh();
            return state.MoveToOuterDisposeScope();
        }

        var input = zeros(Size / sizeof(float)).requires_grad_();
        var empty = Resident();
        using (NewDisposeScope())
        {
            var kept = Steps(input);
            Assert.InRange(Resident() - empty, 5 * Size, 8 * Size);
        }
        Assert.InRange(Resident() - empty, long.MinValue, Size);
        var output = Checkpoint.Run(input, Steps);
        Assert.InRange(Resident() - empty, Size / 2, 2 * Size);
        output.sum().backward();
    }

    [Fact]
    public void A_thousand_passes_leave_nothing_behind_whether_or_not_they_go_back()
    {
        var block = new Block(fused: true);
        var input = rand(4, 6);
        Pass(true);
        var live = LiveTensors.Count;
        for (var pass = 0; pass < 1000; pass++)
        {
            Pass(goesBack: pass % 3 != 0);
            Assert.Equal(live, LiveTensors.Count);
        }

        void Pass(bool goesBack)
        {
            using var pass = NewDisposeScope();
            block.Linear.zero_grad();
            var output = block.Run(block.Run(input, checkpointed: true), checkpointed: true);
            if (goesBack) output.sum().backward();
        }
    }

    private static float[] Values(Tensor tensor) => tensor.detach().data<float>().ToArray();

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        return process.WorkingSet64;
    }

    /// <summary>A product, dropout and a residual, which counts how often it is computed.</summary>
    private sealed class Block(bool fused)
    {
        public Linear Linear { get; } = nn.Linear(6, 6);

        public int Calls { get; private set; }

        public Tensor Run(Tensor input, bool checkpointed) => checkpointed ? Checkpoint.Run(input, Forward) : Forward(input);

        private Tensor Forward(Tensor input)
        {
            Calls++;
            using var scope = NewDisposeScope();
            var wide = Linear.forward(input).tanh();
            return ((fused ? Fused.dropout(wide, 0.3) : nn.functional.dropout(wide, 0.3)) + input).MoveToOuterDisposeScope();
        }
    }
}
