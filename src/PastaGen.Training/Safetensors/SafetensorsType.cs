using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>An element type of a safetensors file.</summary>
public sealed class SafetensorsType
{
    private SafetensorsType(string name, int bits, ScalarType? scalarType = null)
    {
        Name = name;
        Bits = bits;
        ScalarType = scalarType;
    }

    /// <summary>Its name in a header.</summary>
    public string Name { get; }

    /// <summary>Bits of one element.</summary>
    public int Bits { get; }

    /// <summary>The engine's type; null where the engine has none.</summary>
    public ScalarType? ScalarType { get; }

    /// <summary>Every type in the format's own order, by which a writer sorts its tensors, the last type first.</summary>
    public static IReadOnlyList<SafetensorsType> All { get; } =
    [
        new("BOOL", 8, torch.ScalarType.Bool), new("F4", 4), new("F6_E2M3", 6), new("F6_E3M2", 6),
        new("U8", 8, torch.ScalarType.Byte), new("I8", 8, torch.ScalarType.Int8),
        new("F8_E5M2", 8), new("F8_E4M3", 8), new("F8_E8M0", 8), new("F8_E4M3FNUZ", 8), new("F8_E5M2FNUZ", 8),
        new("I16", 16, torch.ScalarType.Int16), new("U16", 16), new("F16", 16, torch.ScalarType.Float16), new("BF16", 16, torch.ScalarType.BFloat16),
        new("I32", 32, torch.ScalarType.Int32), new("U32", 32), new("F32", 32, torch.ScalarType.Float32), new("C64", 64),
        new("F64", 64, torch.ScalarType.Float64), new("I64", 64, torch.ScalarType.Int64), new("U64", 64),
    ];

    /// <summary>The type of that name; null where the format has none.</summary>
    /// <param name="name">The name in a header.</param>
    public static SafetensorsType? Named(string name) => All.FirstOrDefault(type => type.Name == name);

    /// <summary>The type in a file of a tensor of the engine.</summary>
    /// <param name="scalarType">The engine's type.</param>
    /// <exception cref="ArgumentOutOfRangeException">The format has no such type.</exception>
    public static SafetensorsType Of(ScalarType scalarType) =>
        All.FirstOrDefault(type => type.ScalarType == scalarType)
        ?? throw new ArgumentOutOfRangeException(nameof(scalarType), scalarType, "a safetensors file has no such type");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
