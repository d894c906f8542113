using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Comparisons, which give tensors of truth values, and logic upon them.</content>
    public partial class Tensor
    {
        /// <summary>Where elements are equal.</summary>
        public Tensor eq(Tensor target) => Aten.eq_Tensor.Call(this, target);

        /// <summary>Where elements are equal, against a number.</summary>
        public Tensor eq(Scalar target) => Aten.eq_Scalar.Call(this, target);

        /// <summary>Where elements are equal.</summary>
        public static Tensor operator ==(Tensor left, Tensor right) => Aten.eq_Tensor.Call(left, right);

        /// <summary>Where elements are equal, against a number.</summary>
        public static Tensor operator ==(Tensor left, Scalar right) => Aten.eq_Scalar.Call(left, right);

        /// <summary>Where elements are equal, a number against them.</summary>
        public static Tensor operator ==(Scalar left, Tensor right) => Aten.eq_Scalar.Call(right, left);

        /// <summary>Where elements differ.</summary>
        public Tensor ne(Tensor target) => Aten.ne_Tensor.Call(this, target);

        /// <summary>Where elements differ, against a number.</summary>
        public Tensor ne(Scalar target) => Aten.ne_Scalar.Call(this, target);

        /// <summary>Where elements differ.</summary>
        public static Tensor operator !=(Tensor left, Tensor right) => Aten.ne_Tensor.Call(left, right);

        /// <summary>Where elements differ, against a number.</summary>
        public static Tensor operator !=(Tensor left, Scalar right) => Aten.ne_Scalar.Call(left, right);

        /// <summary>Where elements differ, a number against them.</summary>
        public static Tensor operator !=(Scalar left, Tensor right) => Aten.ne_Scalar.Call(right, left);

        /// <summary>Where elements are less.</summary>
        public Tensor lt(Tensor target) => Aten.lt_Tensor.Call(this, target);

        /// <summary>Where elements are less, against a number.</summary>
        public Tensor lt(Scalar target) => Aten.lt_Scalar.Call(this, target);

        /// <summary>Where elements are less.</summary>
        public static Tensor operator <(Tensor left, Tensor right) => Aten.lt_Tensor.Call(left, right);

        /// <summary>Where elements are less, against a number.</summary>
        public static Tensor operator <(Tensor left, Scalar right) => Aten.lt_Scalar.Call(left, right);

        /// <summary>Where elements are less, a number against them.</summary>
        public static Tensor operator <(Scalar left, Tensor right) => Aten.gt_Scalar.Call(right, left);

        /// <summary>Where elements are not greater.</summary>
        public Tensor le(Tensor target) => Aten.le_Tensor.Call(this, target);

        /// <summary>Where elements are not greater, against a number.</summary>
        public Tensor le(Scalar target) => Aten.le_Scalar.Call(this, target);

        /// <summary>Where elements are not greater.</summary>
        public static Tensor operator <=(Tensor left, Tensor right) => Aten.le_Tensor.Call(left, right);

        /// <summary>Where elements are not greater, against a number.</summary>
        public static Tensor operator <=(Tensor left, Scalar right) => Aten.le_Scalar.Call(left, right);

        /// <summary>Where elements are not greater, a number against them.</summary>
        public static Tensor operator <=(Scalar left, Tensor right) => Aten.ge_Scalar.Call(right, left);

        /// <summary>Where elements are greater.</summary>
        public Tensor gt(Tensor target) => Aten.gt_Tensor.Call(this, target);

        /// <summary>Where elements are greater, against a number.</summary>
        public Tensor gt(Scalar target) => Aten.gt_Scalar.Call(this, target);

        /// <summary>Where elements are greater.</summary>
        public static Tensor operator >(Tensor left, Tensor right) => Aten.gt_Tensor.Call(left, right);

        /// <summary>Where elements are greater, against a number.</summary>
        public static Tensor operator >(Tensor left, Scalar right) => Aten.gt_Scalar.Call(left, right);

        /// <summary>Where elements are greater, a number against them.</summary>
        public static Tensor operator >(Scalar left, Tensor right) => Aten.lt_Scalar.Call(right, left);

        /// <summary>Where elements are not less.</summary>
        public Tensor ge(Tensor target) => Aten.ge_Tensor.Call(this, target);

        /// <summary>Where elements are not less, against a number.</summary>
        public Tensor ge(Scalar target) => Aten.ge_Scalar.Call(this, target);

        /// <summary>Where elements are not less.</summary>
        public static Tensor operator >=(Tensor left, Tensor right) => Aten.ge_Tensor.Call(left, right);

        /// <summary>Where elements are not less, against a number.</summary>
        public static Tensor operator >=(Tensor left, Scalar right) => Aten.ge_Scalar.Call(left, right);

        /// <summary>Where elements are not less, a number against them.</summary>
        public static Tensor operator >=(Scalar left, Tensor right) => Aten.le_Scalar.Call(right, left);

        /// <summary>Where both are true.</summary>
        public Tensor logical_and(Tensor other) => Aten.logical_and.Call(this, other);

        /// <summary>Where both are true; in place.</summary>
        public Tensor logical_and_(Tensor other) => Aten.logical_and_.CallInPlace(this, this, other);

        /// <summary>Where either is true.</summary>
        public Tensor logical_or(Tensor other) => Aten.logical_or.Call(this, other);

        /// <summary>Where either is true; in place.</summary>
        public Tensor logical_or_(Tensor other) => Aten.logical_or_.CallInPlace(this, this, other);

        /// <summary>Where exactly one is true.</summary>
        public Tensor logical_xor(Tensor other) => Aten.logical_xor.Call(this, other);

        /// <summary>Where exactly one is true; in place.</summary>
        public Tensor logical_xor_(Tensor other) => Aten.logical_xor_.CallInPlace(this, this, other);

        /// <summary>Where both are true, or the bits that both have.</summary>
        public static Tensor operator &(Tensor left, Tensor right) => Aten.bitwise_and_Tensor.Call(left, right);

        /// <summary>Where either is true, or the bits that either has.</summary>
        public static Tensor operator |(Tensor left, Tensor right) => Aten.bitwise_or_Tensor.Call(left, right);

        /// <summary>Where exactly one is true, or the bits in which they differ.</summary>
        public static Tensor operator ^(Tensor left, Tensor right) => Aten.bitwise_xor_Tensor.Call(left, right);

        /// <summary>The logical or bitwise complement.</summary>
        public static Tensor operator ~(Tensor left) => Aten.bitwise_not.Call(left);

        /// <summary>A tensor of one truth value: whether shape and every element agree.</summary>
        public Tensor equal(Tensor target) => tensor(Aten.equal.CallValue(this, target).Bits != 0);

        /// <summary>Whether |this - target| &lt;= atol + rtol · |target| for every element.</summary>
        public bool allclose(Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) => Aten.allclose.CallValue(this, target, rtol, atol, equal_nan).Bits != 0;

        /// <summary>Where |this - other| &lt;= atol + rtol · |other|.</summary>
        public Tensor isclose(Tensor other, double rtol = 1E-05, double atol = 1E-08, bool nanEqual = false) => Aten.isclose.Call(this, other, rtol, atol, nanEqual);

        /// <summary>Whether shape and every element agree.</summary>
        public bool Equals(Tensor target) => target is not null && dtype == target.dtype && Aten.equal.CallValue(this, target).Bits != 0;

        /// <summary>Whether an object is a tensor with the same dtype, shape and elements.</summary>
        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        /// <summary>A number of the object, not of its elements.</summary>
        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
