using System.Text.Json;

namespace PastaGen.Training;

/// <summary>Reads what a safetensors header says of one tensor: <c>{"dtype":..., "shape":[...], "data_offsets":[begin, end]}</c>.</summary>
internal static class SafetensorsEntryReader
{
    /// <summary>Reads the object at which the reader stands.</summary>
    public static SafetensorsEntry Read(ref Utf8JsonReader reader, string name, string path)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw SafetensorsHeader.Broken(path, $"\"{name}\" is {SafetensorsHeader.Kind(reader.TokenType)}; expected an object with dtype, shape and data_offsets");
        SafetensorsType? type = null;
        List<long>? shape = null, offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            var twice = key switch { "dtype" => type is not null, "shape" => shape is not null, "data_offsets" => offsets is not null, _ => false };
            if (twice) throw SafetensorsHeader.Broken(path, $"the tensor \"{name}\" has \"{key}\" twice");
            switch (key)
            {
                case "dtype": type = ReadType(ref reader, name, path); break;
                case "shape": shape = ReadNumbers(ref reader, name, "shape", path); break;
                case "data_offsets": offsets = ReadNumbers(ref reader, name, "data_offsets", path); break;
                default: reader.Skip(); break;
            }
        }
        if (type is null) throw SafetensorsHeader.Broken(path, $"the tensor \"{name}\" has no dtype");
        if (shape is null) throw SafetensorsHeader.Broken(path, $"the tensor \"{name}\" has no shape");
        if (offsets is not { Count: 2 }) throw SafetensorsHeader.Broken(path, $"the tensor \"{name}\" has no two data_offsets");
        return new SafetensorsEntry(name, type, shape, offsets[0], offsets[1]);
    }

    /// <summary>Bytes of a tensor; null where they cannot be counted in 64 bits or do not fill whole bytes.</summary>
    public static long? ByteCount(SafetensorsType type, IReadOnlyList<long> shape)
    {
        ulong bits = (ulong)type.Bits, count = 1;
        foreach (var size in shape)
        {
            var product = (UInt128)count * (ulong)size;
            if (product > ulong.MaxValue) return null;
            count = (ulong)product;
        }
        var total = (UInt128)count * bits;
        return total > long.MaxValue || total % 8 != 0 ? null : (long)(total / 8);
    }

    private static SafetensorsType ReadType(ref Utf8JsonReader reader, string name, string path)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : SafetensorsHeader.Kind(reader.TokenType);
        return SafetensorsType.Named(text) ?? throw SafetensorsHeader.Broken(path, $"the tensor \"{name}\" has the unknown dtype {text}");
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader reader, string name, string key, string path)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw SafetensorsHeader.Broken(path, $"the {key} of the tensor \"{name}\" is {SafetensorsHeader.Kind(reader.TokenType)}; expected an array");
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetUInt64(out var number))
                throw SafetensorsHeader.Broken(path, $"the {key} of the tensor \"{name}\" holds something that is not a whole number from 0 on");
            if (number > long.MaxValue)
                throw SafetensorsHeader.Broken(path, $"the {key} of the tensor \"{name}\" holds {number}, more than any tensor has");
            numbers.Add((long)number);
        }
        return numbers;
    }
}
