using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Arithmetic of two tensors or a tensor and a number; shapes broadcast.</content>
    public partial class Tensor
    {
        /// <summary>The sum, shapes broadcast.</summary>
        public Tensor add(Tensor target) => Aten.add_Tensor.Call(this, target);

        /// <summary>This tensor plus <paramref name="alpha"/> times another.</summary>
        public Tensor add(Tensor target, Scalar alpha) => Aten.add_Tensor.Call(this, target, alpha);

        /// <summary>The sum with a number.</summary>
        public Tensor add(Scalar scalar) => Aten.add_Scalar.Call(this, scalar);

        /// <summary>This tensor plus <paramref name="alpha"/> times a number.</summary>
        public Tensor add(Scalar scalar, Scalar alpha) => Aten.add_Scalar.Call(this, scalar, alpha);

        /// <summary>Adds a tensor in place.</summary>
        public Tensor add_(Tensor target) => Aten.add__Tensor.CallInPlace(this, this, target);

        /// <summary>Adds <paramref name="alpha"/> times a tensor in place.</summary>
        public Tensor add_(Tensor target, Scalar alpha) => Aten.add__Tensor.CallInPlace(this, this, target, alpha);

        /// <summary>Adds a number in place.</summary>
        public Tensor add_(Scalar scalar) => Aten.add__Scalar.CallInPlace(this, this, scalar);

        /// <summary>Adds <paramref name="alpha"/> times a number in place.</summary>
        public Tensor add_(Scalar scalar, Scalar alpha) => Aten.add__Scalar.CallInPlace(this, this, scalar, alpha);

        /// <summary>The difference, shapes broadcast.</summary>
        public Tensor sub(Tensor target) => Aten.sub_Tensor.Call(this, target);

        /// <summary>The difference, shapes broadcast.</summary>
        public Tensor sub(Scalar target) => Aten.sub_Scalar.Call(this, target);

        /// <summary>The difference, shapes broadcast; in place.</summary>
        public Tensor sub_(Tensor target) => Aten.sub__Tensor.CallInPlace(this, this, target);

        /// <summary>The difference, shapes broadcast; in place.</summary>
        public Tensor sub_(Scalar target) => Aten.sub__Scalar.CallInPlace(this, this, target);

        /// <summary>The product, element by element.</summary>
        public Tensor mul(Tensor target) => Aten.mul_Tensor.Call(this, target);

        /// <summary>The product, element by element.</summary>
        public Tensor mul(Scalar target) => Aten.mul_Scalar.Call(this, target);

        /// <summary>The product, element by element; in place.</summary>
        public Tensor mul_(Tensor target) => Aten.mul__Tensor.CallInPlace(this, this, target);

        /// <summary>The product, element by element; in place.</summary>
        public Tensor mul_(Scalar target) => Aten.mul__Scalar.CallInPlace(this, this, target);

        /// <summary>The quotient, element by element, rounded as asked.</summary>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Aten.div_Tensor_mode.Call(this, target, RoundingName(rounding_mode));

        /// <summary>The quotient, element by element, rounded as asked.</summary>
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Aten.div_Scalar_mode.Call(this, target, RoundingName(rounding_mode));

        /// <summary>The quotient, element by element, rounded as asked; in place.</summary>
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Aten.div__Tensor_mode.CallInPlace(this, this, target, RoundingName(rounding_mode));

        /// <summary>The quotient, element by element, rounded as asked; in place.</summary>
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Aten.div__Scalar_mode.CallInPlace(this, this, target, RoundingName(rounding_mode));

        /// <summary>The power, element by element.</summary>
        public Tensor pow(Tensor exponent) => Aten.pow_Tensor_Tensor.Call(this, exponent);

        /// <summary>The power, element by element.</summary>
        public Tensor pow(Scalar exponent) => Aten.pow_Tensor_Scalar.Call(this, exponent);

        /// <summary>The power, element by element; in place.</summary>
        public Tensor pow_(Tensor exponent) => Aten.pow__Tensor.CallInPlace(this, this, exponent);

        /// <summary>The power, element by element; in place.</summary>
        public Tensor pow_(Scalar exponent) => Aten.pow__Scalar.CallInPlace(this, this, exponent);

        /// <summary>The remainder with the sign of the divisor.</summary>
        public Tensor remainder(Tensor target) => Aten.remainder_Tensor.Call(this, target);

        /// <summary>The remainder with the sign of the divisor.</summary>
        public Tensor remainder(Scalar scalar) => Aten.remainder_Scalar.Call(this, scalar);

        /// <summary>The quotient rounded down.</summary>
        public Tensor floor_divide(Tensor other) => Aten.floor_divide.Call(this, other);

        /// <summary>The quotient rounded down.</summary>
        public Tensor floor_divide(Scalar other) => Aten.floor_divide_Scalar.Call(this, other);

        /// <summary>Each element brought between two numbers.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.clamp.Call(this, min, max);

        /// <summary>Each element brought between those of two tensors.</summary>
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Aten.clamp_Tensor.Call(this, min, max);

        /// <summary>Each element brought between two numbers; in place.</summary>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Aten.clamp_.CallInPlace(this, this, min, max);

        /// <summary>Each element brought between those of two tensors; in place.</summary>
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Aten.clamp__Tensor.CallInPlace(this, this, min, max);

        /// <summary>Each element brought to at least a number.</summary>
        public Tensor clamp_min(Scalar min) => Aten.clamp_min.Call(this, min);

        /// <summary>Each element brought to at most a number.</summary>
        public Tensor clamp_max(Scalar max) => Aten.clamp_max.Call(this, max);

        /// <summary>The larger of each pair of elements.</summary>
        public Tensor maximum(Tensor other) => Aten.maximum.Call(this, other);

        /// <summary>The smaller of each pair of elements.</summary>
        public Tensor minimum(Tensor other) => Aten.minimum.Call(this, other);

        /// <summary>This tensor plus <paramref name="value"/> · tensor1 · tensor2.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcmul.Call(this, tensor1, tensor2, value);

        /// <summary>Adds <paramref name="value"/> · tensor1 · tensor2 in place.</summary>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcmul_.CallInPlace(this, this, tensor1, tensor2, value);

        /// <summary>This tensor plus <paramref name="value"/> · tensor1 / tensor2.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcdiv.Call(this, tensor1, tensor2, value);

        /// <summary>Adds <paramref name="value"/> · tensor1 / tensor2 in place.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcdiv_.CallInPlace(this, this, tensor1, tensor2, value);

        /// <summary>This tensor plus tensor1 / tensor2.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Aten.addcdiv.Call(this, tensor1, tensor2);

        /// <summary>Adds tensor1 / tensor2 in place.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Aten.addcdiv_.CallInPlace(this, this, tensor1, tensor2);

        /// <summary>This tensor moved towards <paramref name="end"/> by a weight per element.</summary>
        public Tensor lerp(Tensor end, Tensor weight) => Aten.lerp_Tensor.Call(this, end, weight);

        /// <summary>Moves towards <paramref name="end"/> by a weight per element, in place.</summary>
        public Tensor lerp_(Tensor end, Tensor weight) => Aten.lerp__Tensor.CallInPlace(this, this, end, weight);

        private static Argument RoundingName(RoundingMode mode) => mode switch
        {
            RoundingMode.trunc => Argument.Literal("trunc"u8),
            RoundingMode.floor => Argument.Literal("floor"u8),
            _ => Argument.None,
        };
    }
}
