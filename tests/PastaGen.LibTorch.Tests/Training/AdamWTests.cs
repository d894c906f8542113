using TorchSharp.Modules;
using static PastaGen.LibTorch.Tests.Numerics.Sample;
using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.Training;

public sealed class AdamWTests : IDisposable
{
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.1, false)]
    [InlineData(0.1, true)]
    public void Steps_follow_the_published_recurrences(double decay, bool amsgrad)
    {
        const double Rate = 0.02, Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-6;
        double[] x = Vector(6, 1), first = new double[6], second = new double[6], largest = new double[6];
        var parameter = new Parameter(tensor(x));
        using var optimizer = optim.AdamW([parameter], Rate, Beta1, Beta2, Epsilon, decay, amsgrad);
        for (var step = 1; step <= 5; step++)
        {
            var gradient = Vector(6, step + 10);
            parameter.grad = tensor(gradient);
            optimizer.step();
            for (var i = 0; i < 6; i++)
            {
                x[i] -= Rate * decay * x[i];
                first[i] = Beta1 * first[i] + (1 - Beta1) * gradient[i];
                second[i] = Beta2 * second[i] + (1 - Beta2) * gradient[i] * gradient[i];
                largest[i] = Math.Max(largest[i], second[i]);
                var unbiased = (amsgrad ? largest[i] : second[i]) / (1 - Math.Pow(Beta2, step));
                x[i] -= Rate * first[i] / (1 - Math.Pow(Beta1, step)) / (Math.Sqrt(unbiased) + Epsilon);
            }
            AssertClose(x, parameter, 1e-12);
        }
    }

    [Fact]
    public void Groups_have_rates_and_decays_of_their_own_and_take_the_rest_from_the_optimizer()
    {
        Parameter fast = new(ones(3, ScalarType.Float64)), slow = new(ones(3, ScalarType.Float64)), still = new(ones(3, ScalarType.Float64));
        using var optimizer = optim.AdamW(
            [new AdamW.ParamGroup([fast], new AdamW.Options { LearningRate = 0.5, weight_decay = 0.2 }), new AdamW.ParamGroup([slow, still], new AdamW.Options { weight_decay = 0 })], lr: 0.1);
        fast.grad = full_like(fast, 7);
        slow.grad = full_like(slow, 7);
        optimizer.step();
        AssertClose([1 - 0.5 * 0.2 - 0.5, 0.4, 0.4], fast, 1e-8);
        AssertClose([0.9, 0.9, 0.9], slow, 1e-8);
        AssertClose([1, 1, 1], still, 0);
        foreach (var group in optimizer.ParamGroups) group.LearningRate = 0;
        fast.grad = full_like(fast, 7);
        optimizer.step();
        AssertClose([0.4, 0.4, 0.4], fast, 1e-8);
        optimizer.zero_grad();
        Assert.Null(fast.grad);
    }

    [Fact]
    public void A_restored_optimizer_goes_on_with_the_same_bits()
    {
        Parameter whole = new(tensor(Vector(6, 1))), halted = new(tensor(Vector(6, 1)));
        using var first = optim.AdamW([whole], 0.05, weight_decay: 0.1);
        using var second = optim.AdamW([halted], 0.05, weight_decay: 0.1);
        Run(first, whole, 0, 3);
        Run(second, halted, 0, 3);
        var resumed = new Parameter(halted.detach().clone());
        using var third = optim.AdamW([resumed], 1);
        third.load_state_dict(second.state_dict());
        Run(first, whole, 3, 6);
        Run(third, resumed, 3, 6);
        Assert.Equal(whole.data<double>().ToArray(), resumed.data<double>().ToArray());

        static void Run(AdamW optimizer, Parameter parameter, int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                parameter.grad = tensor(Vector(6, 20 + i));
                optimizer.step();
            }
        }
    }

    [Fact]
    public void A_parameter_in_two_places_is_refused()
    {
        var parameter = new Parameter(ones(2));
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => optim.AdamW([parameter, parameter])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.0, 2.0)]
    [InlineData(100.0, 2.0)]
    [InlineData(1.0, 1.0)]
    [InlineData(0.5, double.PositiveInfinity)]
    public void Clipping_scales_all_gradients_by_one_factor(double limit, double order)
    {
        double[] left = Vector(5, 2), right = Vector(3, 3);
        Parameter a = new(zeros(5, ScalarType.Float64)), b = new(zeros(3, ScalarType.Float64)), none = new(zeros(1));
        (a.grad, b.grad) = (tensor(left), tensor(right));
        var all = left.Concat(right).Select(Math.Abs).ToArray();
        var norm = double.IsInfinity(order) ? all.Max() : Math.Pow(all.Sum(value => Math.Pow(value, order)), 1 / order);
        var factor = Math.Min(1, limit / (norm + 1e-6));
        Assert.Equal(norm, nn.utils.clip_grad_norm_([a, none, b], limit, order), 10);
        AssertClose([.. left.Select(value => value * factor)], a.grad!, 1e-12);
        AssertClose([.. right.Select(value => value * factor)], b.grad!, 1e-12);
    }

    [Fact]
    public void A_schedule_multiplies_the_initial_rate()
    {
        using var optimizer = optim.AdamW([new Parameter(ones(1))], lr: 0.4);
        var schedule = optim.lr_scheduler.LambdaLR(optimizer, step => 1.0 / (1 + step));
        List<double> rates = [];
        for (var i = 0; i < 4; i++)
        {
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
            schedule.step();
        }
        Assert.Equal([0.4, 0.2, 0.4 / 3, 0.1], rates);
    }
}
