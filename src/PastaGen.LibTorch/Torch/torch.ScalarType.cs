namespace TorchSharp;

public static partial class torch
{
    /// <summary>The type of a tensor's elements; the numbers are libtorch's.</summary>
    public enum ScalarType : sbyte
    {
        /// <summary>8 bits, unsigned.</summary>
        Byte = 0,
        /// <summary>8 bits, signed.</summary>
        Int8 = 1,
        /// <summary>16 bits, signed.</summary>
        Int16 = 2,
        /// <summary>32 bits, signed.</summary>
        Int32 = 3,
        /// <summary>64 bits, signed.</summary>
        Int64 = 4,
        /// <summary>IEEE half precision.</summary>
        Float16 = 5,
        /// <summary>IEEE single precision.</summary>
        Float32 = 6,
        /// <summary>IEEE double precision.</summary>
        Float64 = 7,
        /// <summary>Complex numbers of two singles.</summary>
        ComplexFloat32 = 9,
        /// <summary>Complex numbers of two doubles.</summary>
        ComplexFloat64 = 10,
        /// <summary>Truth values, one byte each.</summary>
        Bool = 11,
        /// <summary>Quantized, 8 bits, signed.</summary>
        QInt8 = 12,
        /// <summary>Quantized, 8 bits, unsigned.</summary>
        QUInt8 = 13,
        /// <summary>Quantized, 32 bits, signed.</summary>
        QInt32 = 14,
        /// <summary>The upper half of single precision.</summary>
        BFloat16 = 15,
    }

    /// <inheritdoc cref="ScalarType.Byte"/>
    public static ScalarType uint8 = ScalarType.Byte;

    /// <inheritdoc cref="ScalarType.Int8"/>
    public static ScalarType int8 = ScalarType.Int8;

    /// <inheritdoc cref="ScalarType.Int16"/>
    public static ScalarType int16 = ScalarType.Int16;

    /// <inheritdoc cref="ScalarType.Int16"/>
    public static ScalarType @short = ScalarType.Int16;

    /// <inheritdoc cref="ScalarType.Int32"/>
    public static ScalarType int32 = ScalarType.Int32;

    /// <inheritdoc cref="ScalarType.Int32"/>
    public static ScalarType @int = ScalarType.Int32;

    /// <inheritdoc cref="ScalarType.Int64"/>
    public static ScalarType int64 = ScalarType.Int64;

    /// <inheritdoc cref="ScalarType.Int64"/>
    public static ScalarType @long = ScalarType.Int64;

    /// <inheritdoc cref="ScalarType.Float16"/>
    public static ScalarType float16 = ScalarType.Float16;

    /// <inheritdoc cref="ScalarType.Float16"/>
    public static ScalarType half = ScalarType.Float16;

    /// <inheritdoc cref="ScalarType.Float32"/>
    public static ScalarType float32 = ScalarType.Float32;

    /// <inheritdoc cref="ScalarType.Float32"/>
    public static ScalarType @float = ScalarType.Float32;

    /// <inheritdoc cref="ScalarType.Float64"/>
    public static ScalarType float64 = ScalarType.Float64;

    /// <inheritdoc cref="ScalarType.Float64"/>
    public static ScalarType @double = ScalarType.Float64;

    /// <inheritdoc cref="ScalarType.BFloat16"/>
    public static ScalarType bfloat16 = ScalarType.BFloat16;

    /// <inheritdoc cref="ScalarType.Bool"/>
    public static ScalarType @bool = ScalarType.Bool;

    /// <summary>Whether a dtype holds real numbers in floating point.</summary>
    public static bool is_floating_point(ScalarType type) => type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

    /// <summary>Whether a tensor holds real numbers in floating point.</summary>
    public static bool is_floating_point(Tensor input) => is_floating_point(input.dtype);
}
