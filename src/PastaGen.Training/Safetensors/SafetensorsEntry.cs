namespace PastaGen.Training;

/// <summary>What a safetensors file's header says of one tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="Begin">Where its bytes begin, counted from the end of the header.</param>
/// <param name="End">Where they end, not included.</param>
public sealed record SafetensorsEntry(string Name, SafetensorsType Type, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>Number of bytes.</summary>
    public long ByteCount => End - Begin;

    /// <summary>The shape as a person writes it, such as <c>[2, 768]</c>.</summary>
    public string ShapeText => $"[{string.Join(", ", Shape)}]";
}
