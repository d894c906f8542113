namespace TorchSharp;

/// <summary>Numbers to scalars and back.</summary>
public static class ScalarExtensionMethods
{
    /// <summary>A scalar of a number.</summary>
    public static Scalar ToScalar(this byte value) => value;

    /// <summary>A scalar of a number.</summary>
    public static Scalar ToScalar(this sbyte value) => value;

    /// <summary>A scalar of a number.</summary>
    public static Scalar ToScalar(this short value) => value;

    /// <summary>A scalar of a number.</summary>
    public static Scalar ToScalar(this int value) => value;

    /// <summary>A scalar of a number.</summary>
    public static Scalar ToScalar(this long value) => value;

    /// <summary>A scalar of a number.</summary>
    public static Scalar ToScalar(this float value) => value;

    /// <summary>A scalar of a number.</summary>
    public static Scalar ToScalar(this double value) => value;

    /// <summary>A scalar of a number.</summary>
    public static Scalar ToScalar(this bool value) => value;

    /// <summary>The scalar's number.</summary>
    public static float ToSingle(this Scalar value) => (float)value.Real;

    /// <summary>The scalar's number.</summary>
    public static double ToDouble(this Scalar value) => value.Real;

    /// <summary>The scalar's number.</summary>
    public static int ToInt32(this Scalar value) => checked((int)value.Integer);

    /// <summary>The scalar's number.</summary>
    public static long ToInt64(this Scalar value) => value.Integer;

    /// <summary>Whether the scalar is not zero.</summary>
    public static bool ToBoolean(this Scalar value) => value.Real != 0;
}
