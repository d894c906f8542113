namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>First values of parameters. Each writes in place, records nothing and returns the tensor.</summary>
        public static class init
        {
            /// <summary>Which side of a weight is counted.</summary>
            public enum FanInOut
            {
                /// <summary>The inputs of one result.</summary>
                FanIn = 0,
                /// <summary>The results of one input.</summary>
                FanOut = 1,
            }

            /// <summary>What follows a weight.</summary>
            public enum NonlinearityType
            {
                /// <summary>Nothing.</summary>
                Linear = 0,
                /// <summary>The logistic function.</summary>
                Sigmoid = 7,
                /// <summary>The hyperbolic tangent.</summary>
                Tanh = 8,
                /// <summary>max(0, x).</summary>
                ReLU = 9,
                /// <summary>x, or a fraction of it below zero.</summary>
                LeakyReLU = 10,
            }

            /// <summary>Zeros.</summary>
            public static Tensor zeros_(Tensor tensor) => Untracked(tensor, one => one.zero_());

            /// <summary>Ones.</summary>
            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            /// <summary>One number everywhere.</summary>
            public static Tensor constant_(Tensor tensor, Scalar val) => Untracked(tensor, one => one.fill_(val));

            /// <summary>Draws from a normal distribution.</summary>
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Untracked(tensor, one => one.normal_(mean, std, generator));

            /// <summary>Draws evenly from [low, high).</summary>
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Untracked(tensor, one => one.uniform_(low, high, generator));

            /// <summary>Draws from a normal distribution, anew until all lie in [a, b].</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null) =>
                Untracked(tensor, one =>
                {
                    one.normal_(mean, std, generator);
                    for (; ; )
                    {
                        using var scope = NewDisposeScope();
                        var outside = one.lt(a).logical_or(one.gt(b));
                        if (!outside.any().ToBoolean()) return;
                        one.copy_(where(outside, one.empty_like().normal_(mean, std, generator), one));
                    }
                });

            /// <summary>Evenly from ±gain · √(6 / (fanIn + fanOut)) (Glorot and Bengio 2010, equation 16).</summary>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                var bound = gain * Math.Sqrt(6.0 / (fanIn + fanOut));
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Normally with deviation gain · √(2 / (fanIn + fanOut)) (Glorot and Bengio 2010).</summary>
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return normal_(tensor, 0, gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
            }

            /// <summary>Evenly from ±gain · √(3 / fan) (He et al. 2015, equation 10).</summary>
            public static Tensor kaiming_uniform_(
                Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                var bound = calculate_gain(nonlinearity, a) * Math.Sqrt(3.0 / (mode == FanInOut.FanIn ? fanIn : fanOut));
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>By how much a weight must be larger for what follows it to keep the variance.</summary>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + param * param)),
                _ => 1,
            };

            /// <summary>The inputs of one result and the results of one input of a weight <c>[out, in, ...]</c>.</summary>
            /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                var sizes = tensor.shape;
                if (sizes.Length < 2) throw new ArgumentException($"a weight has at least two dimensions, and {tensor} has {sizes.Length}", nameof(tensor));
                var field = sizes[2..].TotalSize();
                return (sizes[1] * field, sizes[0] * field);
            }

            private static Tensor Untracked(Tensor tensor, Action<Tensor> write)
            {
                using (no_grad()) write(tensor);
                return tensor;
            }
        }
    }
}
