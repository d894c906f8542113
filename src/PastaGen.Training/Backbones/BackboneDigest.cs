using System.Security.Cryptography;
using System.Text;

namespace PastaGen.Training;

/// <summary>
/// The SHA-256 by which a delta knows its backbone again. It covers the encoder alone and not how a file spells it: names are taken
/// without the family's prefix and with <c>weight</c> and <c>bias</c> where old files say <c>gamma</c> and <c>beta</c>, in ordinal
/// order; heads and index buffers are left out. Types, shapes and bytes count, so a half-precision copy is another backbone.
/// </summary>
public static class BackboneDigest
{
    /// <summary>The digest of the encoder in a file, in lower-case hex. Reads the whole file: <see cref="BackboneFolder.Digest"/> remembers it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="prefix">What may stand before the encoder's names, its dot included.</param>
    public static string Of(SafetensorsFile file, string prefix)
    {
        ArgumentNullException.ThrowIfNull(file);
        var names = new CheckpointNames(file, prefix);
        var encoder = file.Entries
            .Select(entry => (Entry: entry, Name: names.Canonical(entry.Name)))
            .Where(item => item.Name is not null && !CheckpointNames.IsBuffer(item.Entry))
            .OrderBy(item => item.Name, StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (entry, name) in encoder)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{entry.Type} {entry.ShapeText}\n"));
            hash.AppendData(file.Bytes(entry));
            file.Release(entry);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
