using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>x · Φ(x), exactly or in the tanh form (Hendrycks and Gimpel 2016).</summary>
    public sealed class GELU : ParameterLessModule<Tensor, Tensor>
    {
        internal GELU(Approximate approximate, bool inplace) : base(nameof(GELU)) => (this.approximate, this.inplace) = (approximate, inplace);

        /// <summary>The two forms.</summary>
        public enum Approximate
        {
            /// <summary>With the exact normal distribution function.</summary>
            none = 0,
            /// <summary>0.5x(1 + tanh(√(2/π)(x + 0.044715x³))).</summary>
            tanh = 1,
        }

        /// <summary>The form.</summary>
        public Approximate approximate { get; set; }

        /// <summary>Whether the input is overwritten.</summary>
        public bool inplace { get; set; }

        /// <summary>Computes the result, in the input's shape.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.gelu(tensor, approximate, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The exact GELU.</summary>
            public static GELU GELU() => new(Modules.GELU.Approximate.none, false);

            /// <summary>The exact GELU, in place where asked.</summary>
            public static GELU GELU(bool inplace) => new(Modules.GELU.Approximate.none, inplace);

            /// <summary>GELU in the given form, in place where asked.</summary>
            public static GELU GELU(GELU.Approximate approximate, bool inplace = false) => new(approximate, inplace);
        }
    }
}
