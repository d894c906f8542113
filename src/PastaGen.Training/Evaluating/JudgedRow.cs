using System.Runtime.InteropServices;

namespace PastaGen.Training;

/// <summary>What a model made of one row: all that an evaluation keeps of it.</summary>
/// <param name="Row">The row's place in the data.</param>
/// <param name="Predicted">The label that was predicted.</param>
/// <param name="Loss">The loss.</param>
internal readonly record struct JudgedRow(int Row, int Predicted, double Loss)
{
    /// <summary>Rows as bytes, for another process on a machine of the same kind.</summary>
    public static byte[] ToBytes(List<JudgedRow> rows) => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(rows)).ToArray();

    /// <summary>The rows of <see cref="ToBytes"/>.</summary>
    public static JudgedRow[] FromBytes(byte[] bytes) => MemoryMarshal.Cast<byte, JudgedRow>(bytes).ToArray();
}
