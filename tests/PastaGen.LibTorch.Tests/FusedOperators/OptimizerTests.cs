using TorchSharp;
using TorchSharp.Modules;
using static PastaGen.LibTorch.Tests.FusedOperators.Agreement;
using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.FusedOperators;

/// <summary>What the optimizer does to many float32 parameters in one pass, held to the same class in float64, which takes one at a time.</summary>
public sealed class OptimizerTests : IDisposable
{
    private static readonly long[][] Shapes = [[1], [3], [16], [17], [7, 33], [40_001]];
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly int threads = get_num_threads();

    public void Dispose()
    {
        set_num_threads(threads);
        scope.Dispose();
    }

    [Theory]
    [InlineData(0.0, false, false)]
    [InlineData(0.1, false, true)]
    [InlineData(0.1, true, false)]
    public void Steps_are_those_of_the_single_operators(double decay, bool amsgrad, bool maximize)
    {
        var (fused, exact) = (Parameters(ScalarType.Float32), Parameters(ScalarType.Float64));
        using var first = optim.AdamW(fused, 0.02, 0.8, 0.95, 1e-6, decay, amsgrad, maximize);
        using var second = optim.AdamW(exact, 0.02, 0.8, 0.95, 1e-6, decay, amsgrad, maximize);
        for (var step = 0; step < 5; step++)
        {
            GiveGradients(fused, step);
            GiveGradients(exact, step);
            first.step();
            second.step();
        }
        foreach (var (one, other) in fused.Zip(exact)) AssertNear(other, one, 1e-6);
    }

    [Fact]
    public void Parameters_that_joined_later_are_corrected_by_their_own_number_of_steps()
    {
        var (fused, exact) = (Parameters(ScalarType.Float32), Parameters(ScalarType.Float64));
        using var first = optim.AdamW(fused, 0.02);
        using var second = optim.AdamW(exact, 0.02);
        for (var step = 0; step < 4; step++)
        {
            GiveGradients(fused, step);
            GiveGradients(exact, step);
            if (step < 2) fused[1].grad = exact[1].grad = null;
            first.step();
            second.step();
        }
        foreach (var (one, other) in fused.Zip(exact)) AssertNear(other, one, 1e-6);
    }

    [Fact]
    public void A_restored_optimizer_goes_on_with_the_same_bits_whatever_the_number_of_threads()
    {
        var whole = Parameters(ScalarType.Float32);
        using var optimizer = optim.AdamW(whole, 0.05, weight_decay: 0.1);
        set_num_threads(1);
        Run(optimizer, whole, 0, 6);
        var halted = Parameters(ScalarType.Float32);
        using var first = optim.AdamW(halted, 0.05, weight_decay: 0.1);
        set_num_threads(2);
        Run(first, halted, 0, 3);
        Parameter[] resumed = [.. halted.Select(parameter => new Parameter(parameter.detach().clone()))];
        using var second = optim.AdamW(resumed, 1);
        second.load_state_dict(first.state_dict());
        set_num_threads(3);
        Run(second, resumed, 3, 6);
        foreach (var (one, other) in whole.Zip(resumed)) Assert.Equal(one.data<float>().ToArray(), other.data<float>().ToArray());

        static void Run(AdamW optimizer, Parameter[] parameters, int from, int to)
        {
            for (var step = from; step < to; step++)
            {
                GiveGradients(parameters, step);
                nn.utils.clip_grad_norm_(parameters, 1);
                optimizer.step();
            }
        }
    }

    [Fact]
    public void What_was_recorded_before_a_step_is_not_used_after_it()
    {
        var parameters = Parameters(ScalarType.Float32);
        using var optimizer = optim.AdamW(parameters);
        var loss = parameters[1].pow(2).sum();
        GiveGradients(parameters, 1);
        optimizer.step();
        Assert.Contains("modified by an inplace operation", Assert.Throws<TorchException>(() => loss.backward()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1000.0)]
    public void Clipping_scales_all_gradients_by_one_factor(double limit)
    {
        var (fused, exact) = (Parameters(ScalarType.Float32), Parameters(ScalarType.Float64));
        GiveGradients(fused, 1);
        GiveGradients(exact, 1);
        var norm = nn.utils.clip_grad_norm_(exact, limit);
        Assert.Equal(norm, nn.utils.clip_grad_norm_(fused, limit), norm * 1e-6);
        foreach (var (one, other) in fused.Zip(exact)) AssertNear(other.grad!, one.grad!, 1e-6);
    }

    [Fact]
    public void A_gradient_that_is_no_number_makes_the_norm_none()
    {
        var parameters = Parameters(ScalarType.Float32);
        GiveGradients(parameters, 1);
        parameters[3].grad![5] = tensor(float.NaN);
        Assert.True(double.IsNaN(nn.utils.clip_grad_norm_(parameters, 1)));
    }

    private static Parameter[] Parameters(ScalarType type) => [.. Shapes.Select((shape, i) => new Parameter(Some(shape, i).to(type)))];

    private static void GiveGradients(Parameter[] parameters, int seed)
    {
        for (var i = 0; i < parameters.Length; i++) parameters[i].grad = Some(parameters[i].shape, 100 * (seed + 1) + i).to(parameters[i].dtype);
    }

    private static Tensor Some(long[] shape, int seed)
    {
        using var generator = new Generator((ulong)seed);
        return randn(shape, generator: generator);
    }
}
