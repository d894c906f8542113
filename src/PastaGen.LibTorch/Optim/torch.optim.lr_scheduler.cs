namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Learning rates that change from step to step.</summary>
        public static class lr_scheduler
        {
            /// <summary>The initial learning rate times a function of the step's number.</summary>
            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new impl.LambdaLR(optimizer, lr_lambda, last_epoch, verbose);

            /// <summary>Sets the learning rates of an optimizer's groups.</summary>
            public abstract class LRScheduler
            {
                private readonly ILearningRateController[] groups;

                /// <summary>A schedule of an optimizer, one step before its first.</summary>
                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    groups = [.. optimizer.ParamGroups];
                    Verbose = verbose;
                    Epoch = last_epoch;
                    if (last_epoch >= 0) return;
                    foreach (var group in groups) group.InitialLearningRate = group.LearningRate;
                }

                /// <summary>The number of the step whose rates are set.</summary>
                internal int Epoch { get; private set; }

                internal bool Verbose { get; }

                internal IReadOnlyList<double> InitialRates => [.. groups.Select(group => group.InitialLearningRate)];

                /// <summary>The rates that were set last, group by group.</summary>
                public IEnumerable<double> get_last_lr() => groups.Select(group => group.LearningRate);

                /// <summary>Goes on by one step.</summary>
                public virtual void step() => step(null);

                /// <summary>Goes to a step; on by one where null.</summary>
                public virtual void step(int? epoch)
                {
                    Epoch = epoch ?? Epoch + 1;
                    foreach (var (group, rate) in groups.Zip(get_lr()))
                    {
                        group.LearningRate = rate;
                        if (Verbose) Console.WriteLine($"step {Epoch}: learning rate {rate}");
                    }
                }

                /// <summary>The rates of the current step, group by group.</summary>
                protected virtual IEnumerable<double> get_lr() => get_last_lr();
            }

            /// <summary>The schedules themselves.</summary>
            public static class impl
            {
                /// <summary>The initial learning rate times a function of the step's number.</summary>
                public class LambdaLR : LRScheduler
                {
                    private readonly Func<int, double>[] factors;

                    /// <summary>A schedule with one function for all groups.</summary>
                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) :
                        this(optimizer, optimizer.ParamGroups.Select(_ => lr_lambda), last_epoch, verbose)
                    {
                    }

                    /// <summary>A schedule with a function for each group.</summary>
                    /// <exception cref="ArgumentException">There are more or fewer functions than groups.</exception>
                    public LambdaLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        factors = [.. lr_lambdas];
                        if (factors.Length != InitialRates.Count)
                            throw new ArgumentException($"the optimizer has {InitialRates.Count} groups, and {factors.Length} functions were given", nameof(lr_lambdas));
                        step();
                    }

                    /// <summary>The rates of the current step, group by group.</summary>
                    protected override IEnumerable<double> get_lr() => InitialRates.Zip(factors, (rate, factor) => rate * factor(Epoch));
                }
            }
        }
    }
}
