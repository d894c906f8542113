namespace TorchSharp;

/// <content><c>tensor</c> of one number and <c>as_tensor</c>.</content>
public static partial class torch
{
    /// <summary>A tensor without dimensions that holds a number, Bool unless another dtype is named.</summary>
    public static Tensor tensor(bool scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Factory.Copy<bool>([scalar], [], ScalarType.Bool, dtype, device, requires_grad, null);

    /// <summary>A copy of an array in one dimension.</summary>
    public static Tensor as_tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null) => Factory.Copy<bool>(rawArray, [rawArray.Length], ScalarType.Bool, dtype, device, false, null);

    /// <summary>A copy of a list in one dimension.</summary>
    public static Tensor as_tensor(IList<bool> rawArray, ScalarType? dtype = null, Device? device = null) => Factory.Copy<bool>(Factory.AsArray(rawArray), [rawArray.Count], ScalarType.Bool, dtype, device, false, null);

    /// <summary>A tensor without dimensions that holds a number, Byte.</summary>
    public static Tensor tensor(byte scalar, Device? device = null, bool requires_grad = false) => Factory.Copy<byte>([scalar], [], ScalarType.Byte, null, device, requires_grad, null);

    /// <summary>A copy of an array in one dimension.</summary>
    public static Tensor as_tensor(byte[] rawArray, ScalarType? dtype = null, Device? device = null) => Factory.Copy<byte>(rawArray, [rawArray.Length], ScalarType.Byte, dtype, device, false, null);

    /// <summary>A copy of a list in one dimension.</summary>
    public static Tensor as_tensor(IList<byte> rawArray, ScalarType? dtype = null, Device? device = null) => Factory.Copy<byte>(Factory.AsArray(rawArray), [rawArray.Count], ScalarType.Byte, dtype, device, false, null);

    /// <summary>A tensor without dimensions that holds a number, Int8.</summary>
    public static Tensor tensor(sbyte scalar, Device? device = null, bool requires_grad = false) => Factory.Copy<sbyte>([scalar], [], ScalarType.Int8, null, device, requires_grad, null);

    /// <summary>A copy of an array in one dimension.</summary>
    public static Tensor as_tensor(sbyte[] rawArray, ScalarType? dtype = null, Device? device = null) => Factory.Copy<sbyte>(rawArray, [rawArray.Length], ScalarType.Int8, dtype, device, false, null);

    /// <summary>A copy of a list in one dimension.</summary>
    public static Tensor as_tensor(IList<sbyte> rawArray, ScalarType? dtype = null, Device? device = null) => Factory.Copy<sbyte>(Factory.AsArray(rawArray), [rawArray.Count], ScalarType.Int8, dtype, device, false, null);

    /// <summary>A tensor without dimensions that holds a number, Int16.</summary>
    public static Tensor tensor(short scalar, Device? device = null, bool requires_grad = false) => Factory.Copy<short>([scalar], [], ScalarType.Int16, null, device, requires_grad, null);

    /// <summary>A copy of an array in one dimension.</summary>
    public static Tensor as_tensor(short[] rawArray, ScalarType? dtype = null, Device? device = null) => Factory.Copy<short>(rawArray, [rawArray.Length], ScalarType.Int16, dtype, device, false, null);

    /// <summary>A copy of a list in one dimension.</summary>
    public static Tensor as_tensor(IList<short> rawArray, ScalarType? dtype = null, Device? device = null) => Factory.Copy<short>(Factory.AsArray(rawArray), [rawArray.Count], ScalarType.Int16, dtype, device, false, null);

    /// <summary>A tensor without dimensions that holds a number, Int32.</summary>
    public static Tensor tensor(int scalar, Device? device = null, bool requires_grad = false) => Factory.Copy<int>([scalar], [], ScalarType.Int32, null, device, requires_grad, null);

    /// <summary>A copy of an array in one dimension.</summary>
    public static Tensor as_tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null) => Factory.Copy<int>(rawArray, [rawArray.Length], ScalarType.Int32, dtype, device, false, null);

    /// <summary>A copy of a list in one dimension.</summary>
    public static Tensor as_tensor(IList<int> rawArray, ScalarType? dtype = null, Device? device = null) => Factory.Copy<int>(Factory.AsArray(rawArray), [rawArray.Count], ScalarType.Int32, dtype, device, false, null);

    /// <summary>A tensor without dimensions that holds a number, Int64 unless another dtype is named.</summary>
    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Factory.Copy<long>([scalar], [], ScalarType.Int64, dtype, device, requires_grad, null);

    /// <summary>A copy of an array in one dimension.</summary>
    public static Tensor as_tensor(long[] rawArray, ScalarType? dtype = null, Device? device = null) => Factory.Copy<long>(rawArray, [rawArray.Length], ScalarType.Int64, dtype, device, false, null);

    /// <summary>A copy of a list in one dimension.</summary>
    public static Tensor as_tensor(IList<long> rawArray, ScalarType? dtype = null, Device? device = null) => Factory.Copy<long>(Factory.AsArray(rawArray), [rawArray.Count], ScalarType.Int64, dtype, device, false, null);

    /// <summary>A tensor without dimensions that holds a number, Float32.</summary>
    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) => Factory.Copy<float>([scalar], [], ScalarType.Float32, null, device, requires_grad, null);

    /// <summary>A copy of an array in one dimension.</summary>
    public static Tensor as_tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null) => Factory.Copy<float>(rawArray, [rawArray.Length], ScalarType.Float32, dtype, device, false, null);

    /// <summary>A copy of a list in one dimension.</summary>
    public static Tensor as_tensor(IList<float> rawArray, ScalarType? dtype = null, Device? device = null) => Factory.Copy<float>(Factory.AsArray(rawArray), [rawArray.Count], ScalarType.Float32, dtype, device, false, null);

    /// <summary>A tensor without dimensions that holds a number, Float64 unless another dtype is named.</summary>
    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Factory.Copy<double>([scalar], [], ScalarType.Float64, dtype, device, requires_grad, null);

    /// <summary>A copy of an array in one dimension.</summary>
    public static Tensor as_tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null) => Factory.Copy<double>(rawArray, [rawArray.Length], ScalarType.Float64, dtype, device, false, null);

    /// <summary>A copy of a list in one dimension.</summary>
    public static Tensor as_tensor(IList<double> rawArray, ScalarType? dtype = null, Device? device = null) => Factory.Copy<double>(Factory.AsArray(rawArray), [rawArray.Count], ScalarType.Float64, dtype, device, false, null);
}
