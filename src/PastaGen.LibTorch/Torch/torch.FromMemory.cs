namespace TorchSharp;

/// <content><c>tensor</c>: copies of arrays of several dimensions and of memory.</content>
public static partial class torch
{
    /// <summary>A copy of a matrix.</summary>
    public static Tensor tensor(bool[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<bool>(rawArray, ScalarType.Bool, dtype, device, requires_grad, names);

    /// <summary>A copy of an array of three dimensions.</summary>
    public static Tensor tensor(bool[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<bool>(rawArray, ScalarType.Bool, dtype, device, requires_grad, names);

    /// <summary>A copy of an array of four dimensions.</summary>
    public static Tensor tensor(bool[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<bool>(rawArray, ScalarType.Bool, dtype, device, requires_grad, names);

    /// <summary>A copy of a matrix.</summary>
    public static Tensor tensor(byte[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<byte>(rawArray, ScalarType.Byte, dtype, device, requires_grad, names);

    /// <summary>A copy of an array of three dimensions.</summary>
    public static Tensor tensor(byte[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<byte>(rawArray, ScalarType.Byte, dtype, device, requires_grad, names);

    /// <summary>A copy of an array of four dimensions.</summary>
    public static Tensor tensor(byte[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<byte>(rawArray, ScalarType.Byte, dtype, device, requires_grad, names);

    /// <summary>A copy of a stretch of memory in a shape.</summary>
    public static Tensor tensor(Memory<byte> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.Copy<byte>(rawArray.Span, dimensions, ScalarType.Byte, dtype, device, requires_grad, names);

    /// <summary>A copy of a matrix.</summary>
    public static Tensor tensor(sbyte[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<sbyte>(rawArray, ScalarType.Int8, dtype, device, requires_grad, names);

    /// <summary>A copy of an array of three dimensions.</summary>
    public static Tensor tensor(sbyte[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<sbyte>(rawArray, ScalarType.Int8, dtype, device, requires_grad, names);

    /// <summary>A copy of an array of four dimensions.</summary>
    public static Tensor tensor(sbyte[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<sbyte>(rawArray, ScalarType.Int8, dtype, device, requires_grad, names);

    /// <summary>A copy of a stretch of memory in a shape.</summary>
    public static Tensor tensor(Memory<sbyte> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.Copy<sbyte>(rawArray.Span, dimensions, ScalarType.Int8, dtype, device, requires_grad, names);

    /// <summary>A copy of a matrix.</summary>
    public static Tensor tensor(short[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<short>(rawArray, ScalarType.Int16, dtype, device, requires_grad, names);

    /// <summary>A copy of an array of three dimensions.</summary>
    public static Tensor tensor(short[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<short>(rawArray, ScalarType.Int16, dtype, device, requires_grad, names);

    /// <summary>A copy of an array of four dimensions.</summary>
    public static Tensor tensor(short[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<short>(rawArray, ScalarType.Int16, dtype, device, requires_grad, names);

    /// <summary>A copy of a stretch of memory in a shape.</summary>
    public static Tensor tensor(Memory<short> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.Copy<short>(rawArray.Span, dimensions, ScalarType.Int16, dtype, device, requires_grad, names);

    /// <summary>A copy of a matrix.</summary>
    public static Tensor tensor(int[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<int>(rawArray, ScalarType.Int32, dtype, device, requires_grad, names);

    /// <summary>A copy of an array of three dimensions.</summary>
    public static Tensor tensor(int[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<int>(rawArray, ScalarType.Int32, dtype, device, requires_grad, names);

    /// <summary>A copy of an array of four dimensions.</summary>
    public static Tensor tensor(int[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<int>(rawArray, ScalarType.Int32, dtype, device, requires_grad, names);

    /// <summary>A copy of a stretch of memory in a shape.</summary>
    public static Tensor tensor(Memory<int> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.Copy<int>(rawArray.Span, dimensions, ScalarType.Int32, dtype, device, requires_grad, names);

    /// <summary>A copy of a matrix.</summary>
    public static Tensor tensor(long[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<long>(rawArray, ScalarType.Int64, dtype, device, requires_grad, names);

    /// <summary>A copy of an array of three dimensions.</summary>
    public static Tensor tensor(long[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<long>(rawArray, ScalarType.Int64, dtype, device, requires_grad, names);

    /// <summary>A copy of an array of four dimensions.</summary>
    public static Tensor tensor(long[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<long>(rawArray, ScalarType.Int64, dtype, device, requires_grad, names);

    /// <summary>A copy of a stretch of memory in a shape.</summary>
    public static Tensor tensor(Memory<long> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.Copy<long>(rawArray.Span, dimensions, ScalarType.Int64, dtype, device, requires_grad, names);

    /// <summary>A copy of a matrix.</summary>
    public static Tensor tensor(float[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<float>(rawArray, ScalarType.Float32, dtype, device, requires_grad, names);

    /// <summary>A copy of an array of three dimensions.</summary>
    public static Tensor tensor(float[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<float>(rawArray, ScalarType.Float32, dtype, device, requires_grad, names);

    /// <summary>A copy of an array of four dimensions.</summary>
    public static Tensor tensor(float[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<float>(rawArray, ScalarType.Float32, dtype, device, requires_grad, names);

    /// <summary>A copy of a stretch of memory in a shape.</summary>
    public static Tensor tensor(Memory<float> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.Copy<float>(rawArray.Span, dimensions, ScalarType.Float32, dtype, device, requires_grad, names);

    /// <summary>A copy of a matrix.</summary>
    public static Tensor tensor(double[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<double>(rawArray, ScalarType.Float64, dtype, device, requires_grad, names);

    /// <summary>A copy of an array of three dimensions.</summary>
    public static Tensor tensor(double[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<double>(rawArray, ScalarType.Float64, dtype, device, requires_grad, names);

    /// <summary>A copy of an array of four dimensions.</summary>
    public static Tensor tensor(double[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.CopyArray<double>(rawArray, ScalarType.Float64, dtype, device, requires_grad, names);

    /// <summary>A copy of a stretch of memory in a shape.</summary>
    public static Tensor tensor(Memory<double> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Factory.Copy<double>(rawArray.Span, dimensions, ScalarType.Float64, dtype, device, requires_grad, names);
}
