using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace PastaGen.Training;

/// <summary>Writes the few kinds of protocol buffer fields that TensorBoard's events have.</summary>
internal sealed class ProtobufWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new();

    /// <summary>What was written so far.</summary>
    public byte[] Bytes => buffer.WrittenSpan.ToArray();

    /// <summary>A field of 8 bytes.</summary>
    public void Double(int field, double value)
    {
        Key(field, wireType: 1);
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        buffer.Write(bytes);
    }

    /// <summary>A field of 4 bytes.</summary>
    public void Float(int field, float value)
    {
        Key(field, wireType: 5);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        buffer.Write(bytes);
    }

    /// <summary>A whole number of at least 0.</summary>
    public void Number(int field, long value)
    {
        Key(field, wireType: 0);
        Varint((ulong)value);
    }

    /// <summary>Text, in UTF-8.</summary>
    public void Text(int field, string value) => Message(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Bytes, or another message.</summary>
    public void Message(int field, byte[] bytes)
    {
        Key(field, wireType: 2);
        Varint((ulong)bytes.Length);
        buffer.Write(bytes);
    }

    private void Key(int field, int wireType) => Varint((ulong)((field << 3) | wireType));

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) buffer.Write([(byte)(value | 0x80)]);
        buffer.Write([(byte)value]);
    }
}
