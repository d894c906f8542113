using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>The operators of C#: + - * / %.</content>
    public partial class Tensor
    {
        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, Tensor right) => Aten.add_Tensor.Call(left, right);

        /// <summary>The sum with a number.</summary>
        public static Tensor operator +(Tensor left, Scalar right) => Aten.add_Scalar.Call(left, right);

        /// <summary>The sum with a number.</summary>
        public static Tensor operator +(Tensor left, double right) => Aten.add_Scalar.Call(left, right);

        /// <summary>The sum with a number.</summary>
        public static Tensor operator +(Tensor left, float right) => Aten.add_Scalar.Call(left, (double)right);

        /// <summary>The sum with a number.</summary>
        public static Tensor operator +(Tensor left, int right) => Aten.add_Scalar.Call(left, (long)right);

        /// <summary>The sum with a number.</summary>
        public static Tensor operator +(Tensor left, long right) => Aten.add_Scalar.Call(left, right);

        /// <summary>The sum of a number and each element.</summary>
        public static Tensor operator +(Scalar left, Tensor right) => Aten.add_Scalar.Call(right, left);

        /// <summary>The sum of a number and each element.</summary>
        public static Tensor operator +(double left, Tensor right) => Aten.add_Scalar.Call(right, left);

        /// <summary>The sum of a number and each element.</summary>
        public static Tensor operator +(float left, Tensor right) => Aten.add_Scalar.Call(right, (double)left);

        /// <summary>The sum of a number and each element.</summary>
        public static Tensor operator +(int left, Tensor right) => Aten.add_Scalar.Call(right, (long)left);

        /// <summary>The sum of a number and each element.</summary>
        public static Tensor operator +(long left, Tensor right) => Aten.add_Scalar.Call(right, left);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, Tensor right) => Aten.sub_Tensor.Call(left, right);

        /// <summary>The difference with a number.</summary>
        public static Tensor operator -(Tensor left, Scalar right) => Aten.sub_Scalar.Call(left, right);

        /// <summary>The difference with a number.</summary>
        public static Tensor operator -(Tensor left, double right) => Aten.sub_Scalar.Call(left, right);

        /// <summary>The difference with a number.</summary>
        public static Tensor operator -(Tensor left, float right) => Aten.sub_Scalar.Call(left, (double)right);

        /// <summary>The difference with a number.</summary>
        public static Tensor operator -(Tensor left, int right) => Aten.sub_Scalar.Call(left, (long)right);

        /// <summary>The difference with a number.</summary>
        public static Tensor operator -(Tensor left, long right) => Aten.sub_Scalar.Call(left, right);

        /// <summary>The difference of a number and each element.</summary>
        public static Tensor operator -(Scalar left, Tensor right) => Aten.rsub_Scalar.Call(right, left);

        /// <summary>The difference of a number and each element.</summary>
        public static Tensor operator -(double left, Tensor right) => Aten.rsub_Scalar.Call(right, left);

        /// <summary>The difference of a number and each element.</summary>
        public static Tensor operator -(float left, Tensor right) => Aten.rsub_Scalar.Call(right, (double)left);

        /// <summary>The difference of a number and each element.</summary>
        public static Tensor operator -(int left, Tensor right) => Aten.rsub_Scalar.Call(right, (long)left);

        /// <summary>The difference of a number and each element.</summary>
        public static Tensor operator -(long left, Tensor right) => Aten.rsub_Scalar.Call(right, left);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, Tensor right) => Aten.mul_Tensor.Call(left, right);

        /// <summary>The product with a number.</summary>
        public static Tensor operator *(Tensor left, Scalar right) => Aten.mul_Scalar.Call(left, right);

        /// <summary>The product with a number.</summary>
        public static Tensor operator *(Tensor left, double right) => Aten.mul_Scalar.Call(left, right);

        /// <summary>The product with a number.</summary>
        public static Tensor operator *(Tensor left, float right) => Aten.mul_Scalar.Call(left, (double)right);

        /// <summary>The product with a number.</summary>
        public static Tensor operator *(Tensor left, int right) => Aten.mul_Scalar.Call(left, (long)right);

        /// <summary>The product with a number.</summary>
        public static Tensor operator *(Tensor left, long right) => Aten.mul_Scalar.Call(left, right);

        /// <summary>The product of a number and each element.</summary>
        public static Tensor operator *(Scalar left, Tensor right) => Aten.mul_Scalar.Call(right, left);

        /// <summary>The product of a number and each element.</summary>
        public static Tensor operator *(double left, Tensor right) => Aten.mul_Scalar.Call(right, left);

        /// <summary>The product of a number and each element.</summary>
        public static Tensor operator *(float left, Tensor right) => Aten.mul_Scalar.Call(right, (double)left);

        /// <summary>The product of a number and each element.</summary>
        public static Tensor operator *(int left, Tensor right) => Aten.mul_Scalar.Call(right, (long)left);

        /// <summary>The product of a number and each element.</summary>
        public static Tensor operator *(long left, Tensor right) => Aten.mul_Scalar.Call(right, left);

        /// <summary>The quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, Tensor right) => Aten.div_Tensor.Call(left, right);

        /// <summary>The quotient with a number.</summary>
        public static Tensor operator /(Tensor left, Scalar right) => Aten.div_Scalar.Call(left, right);

        /// <summary>The quotient with a number.</summary>
        public static Tensor operator /(Tensor left, double right) => Aten.div_Scalar.Call(left, right);

        /// <summary>The quotient with a number.</summary>
        public static Tensor operator /(Tensor left, float right) => Aten.div_Scalar.Call(left, (double)right);

        /// <summary>The quotient with a number.</summary>
        public static Tensor operator /(Tensor left, int right) => Aten.div_Scalar.Call(left, (long)right);

        /// <summary>The quotient with a number.</summary>
        public static Tensor operator /(Tensor left, long right) => Aten.div_Scalar.Call(left, right);

        /// <summary>The quotient of a number and each element.</summary>
        public static Tensor operator /(Scalar left, Tensor right) => Inverse(right, left);

        /// <summary>The quotient of a number and each element.</summary>
        public static Tensor operator /(double left, Tensor right) => Inverse(right, left);

        /// <summary>The quotient of a number and each element.</summary>
        public static Tensor operator /(float left, Tensor right) => Inverse(right, (double)left);

        /// <summary>The quotient of a number and each element.</summary>
        public static Tensor operator /(int left, Tensor right) => Inverse(right, (long)left);

        /// <summary>The quotient of a number and each element.</summary>
        public static Tensor operator /(long left, Tensor right) => Inverse(right, left);

        /// <summary>The remainder, element by element.</summary>
        public static Tensor operator %(Tensor left, Tensor right) => Aten.remainder_Tensor.Call(left, right);

        /// <summary>The remainder with a number.</summary>
        public static Tensor operator %(Tensor left, Scalar right) => Aten.remainder_Scalar.Call(left, right);

        /// <summary>The remainder with a number.</summary>
        public static Tensor operator %(Tensor left, double right) => Aten.remainder_Scalar.Call(left, right);

        /// <summary>The remainder with a number.</summary>
        public static Tensor operator %(Tensor left, float right) => Aten.remainder_Scalar.Call(left, (double)right);

        /// <summary>The remainder with a number.</summary>
        public static Tensor operator %(Tensor left, int right) => Aten.remainder_Scalar.Call(left, (long)right);

        /// <summary>The remainder with a number.</summary>
        public static Tensor operator %(Tensor left, long right) => Aten.remainder_Scalar.Call(left, right);

        /// <summary>Each element negated.</summary>
        public static Tensor operator -(Tensor tensor) => Aten.neg.Call(tensor);

        private static Tensor Inverse(Tensor right, Argument left)
        {
            using var inverse = Aten.reciprocal.Call(right);
            return Aten.mul_Scalar.Call(inverse, left);
        }
    }
}
