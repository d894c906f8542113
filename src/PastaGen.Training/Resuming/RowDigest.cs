using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>The digest by which a run knows its data again: what the rows say and their order, not how a file spells them.</summary>
internal static class RowDigest
{
    /// <summary>The number of rows and the SHA-256 over their texts, pairs, targets and words, each with its length before it.</summary>
    public static string Of(IReadOnlyList<Example> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
        {
            Append(hash, row.Text);
            Append(hash, row.Pair);
            foreach (var label in Labels(row.Target)) Append(hash, label);
            // Joined, words that hold spaces would be as others.
            foreach (var word in row.Words ?? []) Append(hash, word);
        }
        return $"{rows.Count} rows of digest {Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    private static IEnumerable<string?> Labels(Target? target) => target switch
    {
        null => [null],
        ClassTarget one => [one.Name],
        NumberTarget number => [number.Value.ToString("r", CultureInfo.InvariantCulture)],
        ClassesTarget several => [$"{several.Names.Count}", .. several.Names],
        TagsTarget words => [.. words.Tags],
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, "not a target"),
    };

    // The length keeps "ab", "c" from "a", "bc"; -1 keeps an absent text from an empty one.
    private static void Append(IncrementalHash hash, string? text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        var bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteInt32LittleEndian(length, text is null ? -1 : bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
