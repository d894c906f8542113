using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Activation functions.</content>
    public partial class Tensor
    {
        /// <summary>x · Φ(x), with the exact normal distribution function (Hendrycks and Gimpel 2016).</summary>
        public Tensor gelu() => Aten.gelu.Call(this);

        /// <summary>The exact GELU, or its tanh form (equation 2 there).</summary>
        public Tensor gelu(Modules.GELU.Approximate approximate) => Aten.gelu.Call(this, nn.functional.ApproximationName(approximate));

        /// <summary>The exact GELU, in place.</summary>
        public Tensor gelu_() => Aten.gelu_.CallInPlace(this, this);

        /// <summary>GELU in the given form, in place.</summary>
        public Tensor gelu_(Modules.GELU.Approximate approximate) => Aten.gelu_.CallInPlace(this, this, nn.functional.ApproximationName(approximate));

        /// <summary>e^x / Σ e^x along a dimension, computed in <paramref name="dtype"/> where one is given.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Aten.softmax_int.Call(this, dim, dtype);

        /// <summary>The logarithm of the softmax along a dimension.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Aten.log_softmax_int.Call(this, dim, dtype);

        /// <summary>log(1 + e^(βx)) / β, and x itself where βx is above the threshold.</summary>
        public Tensor softplus(double beta = 1, double threshold = 20) => Aten.softplus.Call(this, beta, threshold);

        /// <summary>log(sigmoid(x)), element by element.</summary>
        public Tensor log_sigmoid() => Aten.log_sigmoid.Call(this);
    }
}
