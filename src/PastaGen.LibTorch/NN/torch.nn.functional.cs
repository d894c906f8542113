using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What modules compute, with parameters as arguments.</summary>
        public static partial class functional
        {
            /// <summary>input · weightsᵀ + bias.</summary>
            /// <param name="input"><c>[..., in]</c>.</param>
            /// <param name="weights"><c>[out, in]</c>.</param>
            /// <param name="bias"><c>[out]</c>.</param>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) =>
                (PastaGen.LibTorch.Products.Takes(input, weights, bias) ? Own.linear : Aten.linear).Call(input, weights, bias);

            /// <summary>(x - mean) / √(variance + eps) · weight + bias over the last dimensions (Ba et al. 2016, equation 4).</summary>
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1E-05) =>
                Aten.layer_norm.Call(input, normalized_shape, weight, bias, eps);

            /// <summary>Elements set to zero with probability p and the others divided by 1 - p; nothing where not training.</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? Aten.dropout_.CallInPlace(input, input, p, training) : Aten.dropout.Call(input, p, training);

            /// <summary>The exact GELU, x · Φ(x).</summary>
            public static Tensor gelu(Tensor x) => x.gelu();

            /// <summary>The exact GELU, in place where asked.</summary>
            public static Tensor gelu(Tensor x, bool inplace) => inplace ? x.gelu_() : x.gelu();

            /// <summary>The exact GELU or its tanh form, in place where asked.</summary>
            public static Tensor gelu(Tensor x, Modules.GELU.Approximate approximate, bool inplace = false) => inplace ? x.gelu_(approximate) : x.gelu(approximate);

            /// <summary>max(0, x).</summary>
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_() : x.relu();

            /// <summary>x · sigmoid(x).</summary>
            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? x.silu_() : x.silu();

            /// <summary>The hyperbolic tangent.</summary>
            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_() : x.tanh();

            /// <summary>1 / (1 + e^-x).</summary>
            public static Tensor sigmoid(Tensor x) => x.sigmoid();

            /// <summary>1 / (1 + e^-x), in place where asked.</summary>
            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? x.sigmoid_() : x.sigmoid();

            /// <summary>e^x / Σ e^x along a dimension, computed in <paramref name="dtype"/> where one is given.</summary>
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            /// <summary>The logarithm of the softmax along a dimension.</summary>
            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            /// <summary>log(1 + e^(βx)) / β.</summary>
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => x.softplus(beta, threshold);

            /// <summary>Divided by the p-norm along a dimension, which is taken as eps where it is less.</summary>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1E-12)
            {
                using var norm = Aten.linalg_vector_norm.Call(input, p, Argument.IntList(dim), true);
                using var bounded = Aten.clamp_min.Call(norm, eps);
                return input / bounded;
            }

            /// <summary>Ones at the places that whole numbers name, in a new last dimension.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Aten.one_hot.Call(x, num_classes);

            /// <summary>A two-dimensional convolution.</summary>
            /// <param name="input"><c>[batch, in, height, width]</c>.</param>
            /// <param name="weight"><c>[out, in / groups, height, width]</c>.</param>
            /// <param name="bias"><c>[out]</c>.</param>
            /// <param name="strides">1 where not given.</param>
            /// <param name="padding">0 where not given.</param>
            /// <param name="dilation">1 where not given.</param>
            /// <param name="groups">The number of independent parts.</param>
            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Aten.conv2d.Call(input, weight, bias, strides ?? [1, 1], padding ?? [0, 0], dilation ?? [1, 1], groups);

            internal static Argument ApproximationName(Modules.GELU.Approximate approximate) =>
                approximate == Modules.GELU.Approximate.tanh ? Argument.Literal("tanh"u8) : Argument.Literal("none"u8);
        }
    }
}
