using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>x · weightᵀ + bias.</summary>
    public sealed class Linear : nn.Module<Tensor, Tensor>
    {
        internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(Linear))
        {
            (in_features, out_features) = (inputSize, outputSize);
            weight = new(empty([outputSize, inputSize], dtype, device));
            if (hasBias) bias = new(empty([outputSize], dtype, device));
            if (weight.is_meta) return;
            // The bounds of the peer's default: U(-1/√in, 1/√in) for both.
            nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
            if (bias is { } made && inputSize > 0) nn.init.uniform_(made, -1 / Math.Sqrt(inputSize), 1 / Math.Sqrt(inputSize));
        }

        internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
        {
            (out_features, in_features) = (weight.size(0), weight.size(1));
            (this.weight, this.bias) = (weight, bias);
        }

        /// <summary><c>[out, in]</c>. Setting disposes what was there.</summary>
        public Parameter weight { get; set => Own(nameof(weight), ref field!, value); }

        /// <summary><c>[out]</c>; null where there is none. Setting disposes what was there.</summary>
        public Parameter? bias { get; set => Own(nameof(bias), ref field, value); }

        /// <summary>The size of an input.</summary>
        public long in_features { get; set; }

        /// <summary>The size of a result.</summary>
        public long out_features { get; set; }

        /// <summary>From <c>[..., in]</c> to <c>[..., out]</c>.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, weight, bias);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>x · weightᵀ + bias, drawn evenly from ±1/√inputSize.</summary>
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);

            /// <summary>x · weightᵀ + bias over parameters that exist.</summary>
            public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias);
        }
    }
}
