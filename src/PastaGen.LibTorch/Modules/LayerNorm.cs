using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>(x - mean) / √(variance + eps) · weight + bias over the last dimensions (Ba et al. 2016).</summary>
    public sealed class LayerNorm : nn.Module<Tensor, Tensor>
    {
        internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, Device? device, ScalarType? dtype) : base(nameof(LayerNorm))
        {
            (this.normalized_shape, this.eps, this.elementwise_affine) = (normalized_shape, eps, elementwise_affine);
            if (!elementwise_affine) return;
            weight = new(empty(normalized_shape, dtype, device));
            if (bias) this.bias = new(empty(normalized_shape, dtype, device));
            if (!weight.is_meta) reset_parameters();
        }

        /// <summary>The factor, in the normalized shape. Setting disposes what was there.</summary>
        public Parameter weight { get; set => Own(nameof(weight), ref field!, value); } = null!;

        /// <summary>The summand, in the normalized shape; null where there is none. Setting disposes what was there.</summary>
        public Parameter? bias { get; set => Own(nameof(bias), ref field, value); }

        /// <summary>Whether there are a factor and a summand.</summary>
        public bool elementwise_affine { get; set; }

        /// <summary>What is added to the variance.</summary>
        public double eps { get; set; }

        /// <summary>The sizes of the dimensions over which mean and variance are taken.</summary>
        public long[] normalized_shape { get; set; }

        /// <summary>Sets the factor to one and the summand to zero.</summary>
        public void reset_parameters()
        {
            if (!elementwise_affine) return;
            nn.init.ones_(weight);
            if (bias is not null) nn.init.zeros_(bias);
        }

        /// <summary>Computes the result, in the input's shape.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.layer_norm(tensor, normalized_shape, weight, bias, eps);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Layer normalization over the last dimension.</summary>
            public static LayerNorm LayerNorm(
                long normalized_shape, double eps = 1E-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias, device, dtype);

            /// <summary>Layer normalization over the last dimensions.</summary>
            public static LayerNorm LayerNorm(
                long[] normalized_shape, double eps = 1E-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(normalized_shape, eps, elementwise_affine, bias, device, dtype);
        }
    }
}
