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
        return Of(file, encoder.Select(item => (item.Entry, item.Name!)));
    }

    /// <summary>The digest of what a new task's head takes from a file, in lower-case hex; null where the file holds nothing of it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="facts">The model.</param>
    /// <param name="shape">Its sizes.</param>
    internal static string? OfHeadParts(SafetensorsFile file, ModelFacts facts, ModelShape shape)
    {
        string[] answer = [$"{facts.HeadCheckpointName}.weight", $"{facts.HeadCheckpointName}.bias"];
        var parts = facts.Parameters(shape)
            .Where(parameter => parameter is { Part: ModelPart.Head, State: ParameterState.Trained, CheckpointName: not null })
            .Select(parameter => parameter.CheckpointName!).Except(answer).Order(StringComparer.Ordinal)
            .Select(name => (Entry: file.Find(name) ?? file.Find(OldName(name)), Name: name))
            .Where(item => item.Entry is not null).Select(item => (item.Entry!, item.Name)).ToArray();
        return parts.Length == 0 ? null : Of(file, parts);
    }

    private static string OldName(string name) =>
        name.EndsWith(".weight", StringComparison.Ordinal) ? name[..^"weight".Length] + "gamma" : name[..^"bias".Length] + "beta";

    private static string Of(SafetensorsFile file, IEnumerable<(SafetensorsEntry Entry, string Name)> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (entry, name) in tensors)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{entry.Type} {entry.ShapeText}\n"));
            hash.AppendData(file.Bytes(entry));
            file.Release(entry);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
