using System.Buffers.Binary;

namespace PastaGen.Text;

/// <summary>Reads the fields of one message in the wire format of Protocol Buffers, in the order of the file.</summary>
/// <param name="message">The message.</param>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> rest = message;
    private ReadOnlySpan<byte> content;
    private ulong number;

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>Whether the message is not what it should be, which ends the reading.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The field as a message within the message, or as bytes.</summary>
    public readonly ReadOnlySpan<byte> Bytes => content;

    /// <summary>The field as text.</summary>
    public readonly string Text => System.Text.Encoding.UTF8.GetString(content);

    /// <summary>The field as a whole number; what fits no int is -1.</summary>
    public readonly int Integer => (long)number is >= int.MinValue and <= int.MaxValue ? (int)(long)number : -1;

    /// <summary>The field as a truth value.</summary>
    public readonly bool Boolean => number != 0;

    /// <summary>The field as a floating-point number of four bytes.</summary>
    public readonly float Single => BitConverter.UInt32BitsToSingle((uint)number);

    /// <summary>Goes to the next field; false at the end, or where the message is broken.</summary>
    public bool Read()
    {
        if (rest.IsEmpty || !TryReadNumber(out var tag) || tag >> 3 is 0 or > int.MaxValue) return End();
        Field = (int)(tag >> 3);
        content = default;
        number = 0;
        switch (tag & 7)
        {
            case 0:
                return TryReadNumber(out number) || End();
            case 1:
                if (!TryTake(8, out var eight)) return End();
                number = BinaryPrimitives.ReadUInt64LittleEndian(eight);
                return true;
            case 2:
                return TryReadNumber(out var length) && length <= int.MaxValue && TryTake((int)length, out content) || End();
            case 5:
                if (!TryTake(4, out var four)) return End();
                number = BinaryPrimitives.ReadUInt32LittleEndian(four);
                return true;
            default:
                return End();
        }
    }

    private bool End()
    {
        IsBroken |= !rest.IsEmpty;
        rest = default;
        return false;
    }

    private bool TryTake(int length, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (length > rest.Length) return false;
        taken = rest[..length];
        rest = rest[length..];
        return true;
    }

    private bool TryReadNumber(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && shift / 7 < rest.Length; shift += 7)
        {
            var part = rest[shift / 7];
            value |= (ulong)(part & 0x7F) << shift;
            if (part >= 0x80) continue;
            rest = rest[(shift / 7 + 1)..];
            return true;
        }
        return false;
    }
}
