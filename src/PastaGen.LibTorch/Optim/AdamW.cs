using PastaGen.LibTorch;
using PastaGen.LibTorch.Interop;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Adam with weight decay apart from the gradient (Loshchilov and Hutter 2019, algorithm 2).</summary>
public partial class AdamW : OptimizerHelper, IBetas
{
    /// <summary>An optimizer of parameters in one group.</summary>
    public AdamW(
        IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false) :
        this([new ParamGroup(parameters, new Options())], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    /// <summary>An optimizer of groups; what a group leaves open is taken from here.</summary>
    public AdamW(
        IEnumerable<ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
    {
        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            beta1 = beta1,
            beta2 = beta2,
            eps = eps,
            weight_decay = weight_decay,
            amsgrad = amsgrad,
            maximize = maximize,
        };
        foreach (var group in parameters) add_param_group(group);
    }

    /// <summary>The decay rates of both moments, in every group.</summary>
    public (double, double) Betas
    {
        get => (((Options)_defaults).beta1!.Value, ((Options)_defaults).beta2!.Value);
        set
        {
            (((Options)_defaults).beta1, ((Options)_defaults).beta2) = value;
            foreach (var group in _parameter_groups) ((ParamGroup)group).Betas = value;
        }
    }

    /// <summary>Adds a group.</summary>
    public override void add_param_group(Modules.ParamGroup param_group)
    {
        var defaults = (Options)_defaults;
        var options = (Options)param_group.Options;
        if (options.LearningRate is null) options.LearningRate = defaults.LearningRate;
        options.InitialLearningRate = options.LearningRate!.Value;
        options.beta1 ??= defaults.beta1;
        options.beta2 ??= defaults.beta2;
        options.eps ??= defaults.eps;
        options.weight_decay ??= defaults.weight_decay;
        options.amsgrad ??= defaults.amsgrad;
        options.maximize ??= defaults.maximize;
        foreach (var parameter in param_group.Parameters)
        {
            var state = new State(parameter);
            state.Initialize(options);
            Remember(parameter, state);
        }
        base.add_param_group(param_group);
    }

    /// <summary>Changes the parameters once; those without a gradient stay as they are.</summary>
    public override Tensor step(Func<Tensor>? closure = null) => _step<ParamGroup>(Step, closure);

    /// <summary>Frees what is remembered about the parameters.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing) Forget();
        base.Dispose(disposing);
    }

    private void Step(ParamGroup group)
    {
        using var scope = NewDisposeScope();
        var together = new List<(Parameter Parameter, Tensor Gradient, State State)>();
        foreach (var parameter in group.Parameters)
        {
            if (parameter.grad is not { } gradient) continue;
            var state = Recall<State>(parameter);
            if (Fused.Updates(parameter) && Fused.Updates(gradient) && Fused.Updates(state.exp_avg) && Fused.Updates(state.exp_avg_sq)) together.Add((parameter, gradient, state));
            else Step(parameter, gradient, state, group.Options);
        }
        if (together.Count > 0) Step(together, group.Options);
    }

    /// <summary>The same as for one parameter, for many in one pass over their memory.</summary>
    private static void Step(List<(Parameter Parameter, Tensor Gradient, State State)> together, Options options)
    {
        foreach (var (_, _, state) in together) state.step++;
        Own.adamw_.CallVoid(
            All(one => one.Parameter), All(one => one.Gradient), All(one => one.State.exp_avg), All(one => one.State.exp_avg_sq),
            options.amsgrad == true ? All(one => one.State.max_exp_avg_sq!) : [], together.ConvertAll(one => one.State.step).ToArray(),
            options.LearningRate!.Value, options.beta1!.Value, options.beta2!.Value, options.eps!.Value, options.weight_decay ?? 0, options.maximize == true);

        Tensor[] All(Converter<(Parameter Parameter, Tensor Gradient, State State), Tensor> part) => [.. together.ConvertAll(part)];
    }

    private static void Step(Parameter parameter, Tensor gradient, State state, Options options)
    {
        using var scope = NewDisposeScope();
        var (rate, beta1, beta2) = (options.LearningRate!.Value, options.beta1!.Value, options.beta2!.Value);
        var used = options.maximize == true ? gradient.neg() : gradient;
        state.step++;
        if (options.weight_decay is not (null or 0))
            Aten.mul__Scalar.CallInPlace(parameter, parameter, 1 - rate * options.weight_decay.Value);
        Aten.lerp__Scalar.CallInPlace(state.exp_avg, state.exp_avg, used, 1 - beta1);
        Aten.mul__Scalar.CallInPlace(state.exp_avg_sq, state.exp_avg_sq, beta2);
        Aten.addcmul_.CallInPlace(state.exp_avg_sq, state.exp_avg_sq, used, used, 1 - beta2);
        var second = state.exp_avg_sq;
        if (options.amsgrad == true)
        {
            Aten.maximum_out.CallInPlace(state.max_exp_avg_sq!, state.max_exp_avg_sq, state.exp_avg_sq, state.max_exp_avg_sq);
            second = state.max_exp_avg_sq!;
        }
        var correction1 = 1 - Math.Pow(beta1, state.step);
        var correction2 = Math.Sqrt(1 - Math.Pow(beta2, state.step));
        var denominator = Aten.sqrt.Call(second);
        Aten.mul__Scalar.CallInPlace(denominator, denominator, 1 / correction2);
        Aten.add__Scalar.CallInPlace(denominator, denominator, options.eps!.Value);
        Aten.addcdiv_.CallInPlace(parameter, parameter, state.exp_avg, denominator, -rate / correction1);
    }
}
