using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace PastaGen.Training;

/// <summary>What a model made of one row: all that an evaluation keeps of it.</summary>
/// <param name="Row">The row's place in the data.</param>
/// <param name="Loss">The sum of the losses of its items: of the row, or of its words that have a label each.</param>
/// <param name="Answers">What was predicted: a label's id, a number, 1 for each label that holds, or each such word's label id.</param>
internal readonly record struct JudgedRow(int Row, double Loss, float[] Answers)
{
    private const int HeadBytes = sizeof(int) + sizeof(double) + sizeof(int);

    /// <summary>Rows as bytes, for another process on a machine of the same kind.</summary>
    public static byte[] ToBytes(List<JudgedRow> rows)
    {
        var bytes = new byte[rows.Sum(row => HeadBytes + (row.Answers.Length * sizeof(float)))];
        var rest = bytes.AsSpan();
        foreach (var row in rows)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, row.Row);
            BinaryPrimitives.WriteDoubleLittleEndian(rest[sizeof(int)..], row.Loss);
            BinaryPrimitives.WriteInt32LittleEndian(rest[(sizeof(int) + sizeof(double))..], row.Answers.Length);
            MemoryMarshal.AsBytes(row.Answers.AsSpan()).CopyTo(rest[HeadBytes..]);
            rest = rest[(HeadBytes + (row.Answers.Length * sizeof(float)))..];
        }
        return bytes;
    }

    /// <summary>The rows of <see cref="ToBytes"/>.</summary>
    public static List<JudgedRow> FromBytes(byte[] bytes)
    {
        var rows = new List<JudgedRow>();
        for (ReadOnlySpan<byte> rest = bytes; rest.Length > 0;)
        {
            var answers = new float[BinaryPrimitives.ReadInt32LittleEndian(rest[(sizeof(int) + sizeof(double))..])];
            MemoryMarshal.Cast<byte, float>(rest.Slice(HeadBytes, answers.Length * sizeof(float))).CopyTo(answers);
            rows.Add(new JudgedRow(BinaryPrimitives.ReadInt32LittleEndian(rest), BinaryPrimitives.ReadDoubleLittleEndian(rest[sizeof(int)..]), answers));
            rest = rest[(HeadBytes + (answers.Length * sizeof(float)))..];
        }
        return rows;
    }
}
