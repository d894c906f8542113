namespace TorchSharp;

/// <summary>A number of any kind, as operators take it; made by implicit conversion.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(torch.ScalarType type, long integer, double real) => (Type, Integer, Real) = (type, integer, real);

    /// <summary>Float64, Int64 or Bool: libtorch knows no finer kinds of scalars.</summary>
    public torch.ScalarType Type { get; }

    internal long Integer { get; }

    internal double Real { get; }

    /// <summary>A scalar of a number.</summary>
    public static implicit operator Scalar(byte value) => OfInteger(value);

    /// <summary>A scalar of a number.</summary>
    public static implicit operator Scalar(sbyte value) => OfInteger(value);

    /// <summary>A scalar of a number.</summary>
    public static implicit operator Scalar(short value) => OfInteger(value);

    /// <summary>A scalar of a number.</summary>
    public static implicit operator Scalar(int value) => OfInteger(value);

    /// <summary>A scalar of a number.</summary>
    public static implicit operator Scalar(long value) => OfInteger(value);

    /// <summary>A scalar of a number.</summary>
    public static implicit operator Scalar(float value) => OfReal(value);

    /// <summary>A scalar of a number.</summary>
    public static implicit operator Scalar(double value) => OfReal(value);

    /// <summary>A scalar of a truth value.</summary>
    public static implicit operator Scalar(bool value) => new(torch.ScalarType.Bool, value ? 1 : 0, value ? 1 : 0);

    /// <summary>Nothing to free: the number lives in this object.</summary>
    public void Dispose() { }

    internal static Scalar OfInteger(long value) => new(torch.ScalarType.Int64, value, value);

    internal static Scalar OfReal(double value) => new(torch.ScalarType.Float64, (long)value, value);
}
