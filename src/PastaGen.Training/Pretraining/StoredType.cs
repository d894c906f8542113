using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>The type of weights in a file.</summary>
public enum StoredType
{
    /// <summary>IEEE float of 16 bits: <c>fp16</c>. Weights lie far inside of its range, and it has three more bits for digits than <see cref="Bf16"/>.</summary>
    Fp16,

    /// <summary>Brain float of 16 bits: <c>bf16</c>.</summary>
    Bf16,

    /// <summary>IEEE float of 32 bits: <c>fp32</c>.</summary>
    Fp32,
}

/// <summary>The engine's types and the names of stored types.</summary>
public static class StoredTypes
{
    /// <summary>The name on a command line.</summary>
    /// <param name="type">The type.</param>
    public static string Name(this StoredType type) => type switch { StoredType.Fp16 => "fp16", StoredType.Bf16 => "bf16", _ => "fp32" };

    /// <summary>The engine's type.</summary>
    /// <param name="type">The type.</param>
    public static ScalarType ToScalarType(this StoredType type) =>
        type switch { StoredType.Fp16 => ScalarType.Float16, StoredType.Bf16 => ScalarType.BFloat16, _ => ScalarType.Float32 };

    /// <summary>What a config.json calls the type.</summary>
    internal static string ConfigName(this StoredType type) => type switch { StoredType.Fp16 => "float16", StoredType.Bf16 => "bfloat16", _ => "float32" };
}
