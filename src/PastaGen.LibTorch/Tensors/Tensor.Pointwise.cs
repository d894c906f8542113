using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Functions of one tensor, element by element; each has the shape of its input.</content>
    public partial class Tensor
    {
        /// <summary>|x|, element by element.</summary>
        public Tensor abs() => Aten.abs.Call(this);

        /// <summary>|x|, element by element; in place.</summary>
        public Tensor abs_() => Aten.abs_.CallInPlace(this, this);

        /// <summary>The smallest integer not below each element.</summary>
        public Tensor ceil() => Aten.ceil.Call(this);

        /// <summary>The smallest integer not below each element; in place.</summary>
        public Tensor ceil_() => Aten.ceil_.CallInPlace(this, this);

        /// <summary>The cosine of each element, in radians.</summary>
        public Tensor cos() => Aten.cos.Call(this);

        /// <summary>The cosine of each element, in radians; in place.</summary>
        public Tensor cos_() => Aten.cos_.CallInPlace(this, this);

        /// <summary>The error function of each element.</summary>
        public Tensor erf() => Aten.erf.Call(this);

        /// <summary>The error function of each element; in place.</summary>
        public Tensor erf_() => Aten.erf_.CallInPlace(this, this);

        /// <summary>e to the power of each element.</summary>
        public Tensor exp() => Aten.exp.Call(this);

        /// <summary>e to the power of each element; in place.</summary>
        public Tensor exp_() => Aten.exp_.CallInPlace(this, this);

        /// <summary>e to the power of each element, less one.</summary>
        public Tensor expm1() => Aten.expm1.Call(this);

        /// <summary>e to the power of each element, less one; in place.</summary>
        public Tensor expm1_() => Aten.expm1_.CallInPlace(this, this);

        /// <summary>The largest integer not above each element.</summary>
        public Tensor floor() => Aten.floor.Call(this);

        /// <summary>The largest integer not above each element; in place.</summary>
        public Tensor floor_() => Aten.floor_.CallInPlace(this, this);

        /// <summary>The natural logarithm of each element.</summary>
        public Tensor log() => Aten.log.Call(this);

        /// <summary>The natural logarithm of each element; in place.</summary>
        public Tensor log_() => Aten.log_.CallInPlace(this, this);

        /// <summary>The natural logarithm of one plus each element.</summary>
        public Tensor log1p() => Aten.log1p.Call(this);

        /// <summary>The natural logarithm of one plus each element; in place.</summary>
        public Tensor log1p_() => Aten.log1p_.CallInPlace(this, this);

        /// <summary>The logarithm to base 2 of each element.</summary>
        public Tensor log2() => Aten.log2.Call(this);

        /// <summary>The logarithm to base 2 of each element; in place.</summary>
        public Tensor log2_() => Aten.log2_.CallInPlace(this, this);

        /// <summary>Each element negated.</summary>
        public Tensor neg() => Aten.neg.Call(this);

        /// <summary>Each element negated; in place.</summary>
        public Tensor neg_() => Aten.neg_.CallInPlace(this, this);

        /// <summary>One divided by each element.</summary>
        public Tensor reciprocal() => Aten.reciprocal.Call(this);

        /// <summary>One divided by each element; in place.</summary>
        public Tensor reciprocal_() => Aten.reciprocal_.CallInPlace(this, this);

        /// <summary>One divided by the square root of each element.</summary>
        public Tensor rsqrt() => Aten.rsqrt.Call(this);

        /// <summary>One divided by the square root of each element; in place.</summary>
        public Tensor rsqrt_() => Aten.rsqrt_.CallInPlace(this, this);

        /// <summary>-1, 0 or 1 by the sign of each element.</summary>
        public Tensor sign() => Aten.sign.Call(this);

        /// <summary>-1, 0 or 1 by the sign of each element; in place.</summary>
        public Tensor sign_() => Aten.sign_.CallInPlace(this, this);

        /// <summary>The sine of each element, in radians.</summary>
        public Tensor sin() => Aten.sin.Call(this);

        /// <summary>The sine of each element, in radians; in place.</summary>
        public Tensor sin_() => Aten.sin_.CallInPlace(this, this);

        /// <summary>1 / (1 + e^-x), element by element.</summary>
        public Tensor sigmoid() => Aten.sigmoid.Call(this);

        /// <summary>1 / (1 + e^-x), element by element; in place.</summary>
        public Tensor sigmoid_() => Aten.sigmoid_.CallInPlace(this, this);

        /// <summary>The square root of each element.</summary>
        public Tensor sqrt() => Aten.sqrt.Call(this);

        /// <summary>The square root of each element; in place.</summary>
        public Tensor sqrt_() => Aten.sqrt_.CallInPlace(this, this);

        /// <summary>The hyperbolic tangent of each element.</summary>
        public Tensor tanh() => Aten.tanh.Call(this);

        /// <summary>The hyperbolic tangent of each element; in place.</summary>
        public Tensor tanh_() => Aten.tanh_.CallInPlace(this, this);

        /// <summary>max(0, x), element by element.</summary>
        public Tensor relu() => Aten.relu.Call(this);

        /// <summary>max(0, x), element by element; in place.</summary>
        public Tensor relu_() => Aten.relu_.CallInPlace(this, this);

        /// <summary>x · sigmoid(x), element by element.</summary>
        public Tensor silu() => Aten.silu.Call(this);

        /// <summary>x · sigmoid(x), element by element; in place.</summary>
        public Tensor silu_() => Aten.silu_.CallInPlace(this, this);

        /// <summary>The square of each element.</summary>
        public Tensor square() => Aten.square.Call(this);

        /// <summary>Each element rounded to a number of decimals, halves to even.</summary>
        public Tensor round(long decimals = 0) => Aten.round_decimals.Call(this, decimals);

        /// <summary>Where an element is not a number.</summary>
        public Tensor isnan() => Aten.isnan.Call(this);

        /// <summary>Where an element is infinite.</summary>
        public Tensor isinf() => Aten.isinf.Call(this);

        /// <summary>Where an element is neither infinite nor NaN.</summary>
        public Tensor isfinite() => Aten.isfinite.Call(this);

        /// <summary>Where an element is zero or false.</summary>
        public Tensor logical_not() => Aten.logical_not.Call(this);
    }
}
