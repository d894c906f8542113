namespace TorchSharp;

public static partial class torch
{
    /// <content>Conversions between tensors and the numbers of C#.</content>
    public partial class Tensor
    {
        /// <summary>A tensor without dimensions that holds a number.</summary>
        public static implicit operator Tensor(Scalar scalar) => scalar.Type switch
        {
            ScalarType.Float64 => tensor(scalar.Real),
            ScalarType.Bool => tensor(scalar.Integer != 0),
            _ => tensor(scalar.Integer),
        };

        /// <summary>A tensor without dimensions that holds a number.</summary>
        public static implicit operator Tensor(bool value) => tensor(value);

        /// <summary>A tensor of one dimension.</summary>
        public static implicit operator Tensor(bool[] value) => tensor(value);

        /// <summary>A tensor without dimensions that holds a number.</summary>
        public static implicit operator Tensor(byte value) => tensor(value);

        /// <summary>A tensor of one dimension.</summary>
        public static implicit operator Tensor(byte[] value) => tensor(value);

        /// <summary>A tensor without dimensions that holds a number.</summary>
        public static implicit operator Tensor(sbyte value) => tensor(value);

        /// <summary>A tensor of one dimension.</summary>
        public static implicit operator Tensor(sbyte[] value) => tensor(value);

        /// <summary>A tensor without dimensions that holds a number.</summary>
        public static implicit operator Tensor(short value) => tensor(value);

        /// <summary>A tensor of one dimension.</summary>
        public static implicit operator Tensor(short[] value) => tensor(value);

        /// <summary>A tensor without dimensions that holds a number.</summary>
        public static implicit operator Tensor(int value) => tensor(value);

        /// <summary>A tensor of one dimension.</summary>
        public static implicit operator Tensor(int[] value) => tensor(value);

        /// <summary>A tensor without dimensions that holds a number.</summary>
        public static implicit operator Tensor(long value) => tensor(value);

        /// <summary>A tensor of one dimension.</summary>
        public static implicit operator Tensor(long[] value) => tensor(value);

        /// <summary>A tensor without dimensions that holds a number.</summary>
        public static implicit operator Tensor(float value) => tensor(value);

        /// <summary>A tensor of one dimension.</summary>
        public static implicit operator Tensor(float[] value) => tensor(value);

        /// <summary>A tensor without dimensions that holds a number.</summary>
        public static implicit operator Tensor(double value) => tensor(value);

        /// <summary>A tensor of one dimension.</summary>
        public static implicit operator Tensor(double[] value) => tensor(value);

        /// <summary>The only element, converted.</summary>
        public static explicit operator float(Tensor value) => value.ToSingle();

        /// <summary>The only element, converted.</summary>
        public static explicit operator double(Tensor value) => value.ToDouble();

        /// <summary>The only element, converted.</summary>
        public static explicit operator int(Tensor value) => value.ToInt32();

        /// <summary>The only element, converted.</summary>
        public static explicit operator long(Tensor value) => value.ToInt64();

        /// <summary>The only element, converted.</summary>
        public static explicit operator bool(Tensor value) => value.ToBoolean();
    }
}
