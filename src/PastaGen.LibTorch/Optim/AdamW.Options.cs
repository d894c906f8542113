using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <content>Groups, their settings, and the memory per parameter.</content>
public partial class AdamW
{
    /// <summary>The settings of a group; null leaves one to the optimizer's own.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>The decay rate of the first moment.</summary>
        public double? beta1;

        /// <summary>The decay rate of the second moment.</summary>
        public double? beta2;

        /// <summary>What is added to the root of the second moment.</summary>
        public double? eps;

        /// <summary>How much of each parameter is taken away per unit of learning rate.</summary>
        public double? weight_decay;

        /// <summary>Whether the largest second moment so far is used (Reddi et al. 2018).</summary>
        public bool? amsgrad;

        /// <summary>Whether the objective is to grow.</summary>
        public bool? maximize;

        /// <summary>Copies another group's settings.</summary>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = (Options)source;
            (beta1, beta2, eps, weight_decay, amsgrad, maximize) = (other.beta1, other.beta2, other.eps, other.weight_decay, other.amsgrad, other.maximize);
        }
    }

    /// <summary>Parameters that share settings.</summary>
    public class ParamGroup : ParamGroup<Options>, IBetas
    {
        /// <summary>An empty group.</summary>
        public ParamGroup() => Options = new();

        /// <summary>A group of parameters and settings.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

        /// <summary>A group of parameters with every setting stated.</summary>
        public ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false) :
            base(parameters, new() { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
        {
        }

        /// <summary>The decay rates of both moments.</summary>
        public (double, double) Betas
        {
            get => (Options.beta1!.Value, Options.beta2!.Value);
            set => (Options.beta1, Options.beta2) = value;
        }
    }

    /// <summary>What is remembered about one parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        /// <summary>How many steps were taken.</summary>
        public long step;

        /// <summary>The first moment, in the parameter's shape.</summary>
        public Tensor exp_avg;

        /// <summary>The second moment, in the parameter's shape.</summary>
        public Tensor exp_avg_sq;

        /// <summary>The largest second moment so far; null without amsgrad.</summary>
        public Tensor? max_exp_avg_sq;

        /// <summary>The memory of a parameter that no step was taken with.</summary>
        public State(Parameter parameter) : base(parameter) => (exp_avg, exp_avg_sq) = (Zeros(), Zeros());

        /// <summary>Forgets everything.</summary>
        public override void Initialize(OptimizerOptions options)
        {
            Dispose();
            step = 0;
            (exp_avg, exp_avg_sq) = (Zeros(), Zeros());
            max_exp_avg_sq = ((Options)options).amsgrad == true ? Zeros() : null;
        }

        /// <summary>Copies another memory.</summary>
        public override void LoadStateDict(OptimizerState source)
        {
            var other = (State)source;
            step = other.step;
            exp_avg.copy_(other.exp_avg);
            exp_avg_sq.copy_(other.exp_avg_sq);
            if (other.max_exp_avg_sq is not null) (max_exp_avg_sq ??= Zeros()).copy_(other.max_exp_avg_sq);
        }

        /// <summary>Whether two memories agree within rounding.</summary>
        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && step == state.step && exp_avg.allclose(state.exp_avg) && exp_avg_sq.allclose(state.exp_avg_sq);

        /// <summary>Moves the memory to a device.</summary>
        public override void to(Device device)
        {
            exp_avg = exp_avg.to(device, disposeAfter: true).DetachFromDisposeScope();
            exp_avg_sq = exp_avg_sq.to(device, disposeAfter: true).DetachFromDisposeScope();
            max_exp_avg_sq = max_exp_avg_sq?.to(device, disposeAfter: true).DetachFromDisposeScope();
        }

        /// <summary>Frees the memory.</summary>
        public void Dispose()
        {
            exp_avg.Dispose();
            exp_avg_sq.Dispose();
            max_exp_avg_sq?.Dispose();
        }

        private Tensor Zeros()
        {
            using var untracked = no_grad();
            return _parameter.zeros_like().DetachFromDisposeScope();
        }
    }
}
