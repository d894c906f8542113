using System.Numerics;

namespace PastaGen.Training;

/// <summary>The checksum of TensorBoard's records: CRC-32C (RFC 3720, section 12.1), masked so that a checksum over a checksum is no trivial one.</summary>
internal static class RecordChecksum
{
    private const uint MaskDelta = 0xA282EAD8;

    /// <summary>CRC-32C.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes) crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }

    /// <summary>CRC-32C, turned by fifteen bits and shifted by a constant.</summary>
    public static uint Masked(ReadOnlySpan<byte> bytes) => unchecked(BitOperations.RotateRight(Crc32C(bytes), 15) + MaskDelta);
}
