namespace PastaGen.Training;

/// <summary>
/// How one file spells the names of an encoder's weights. A file that was saved with a head has the family's prefix before each of
/// them, and whatever has no prefix belongs to a head; a file of the bare encoder has no prefix at all.
/// </summary>
internal sealed class CheckpointNames
{
    private readonly SafetensorsFile file;
    private readonly string prefix;
    private readonly bool prefixed;

    /// <summary>The spelling of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="prefix">The family's prefix, its dot included; may be empty.</param>
    public CheckpointNames(SafetensorsFile file, string prefix)
    {
        this.file = file;
        this.prefix = prefix;
        prefixed = prefix.Length > 0 && file.Names.Any(name => name.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>The tensor that bears an encoder's name in this file; null where there is none.</summary>
    /// <param name="name">The name without prefix, ending in <c>.weight</c> or <c>.bias</c>.</param>
    /// <param name="oldEnding">What old files say instead of that ending for norms; null where nothing.</param>
    public SafetensorsEntry? Find(string name, string? oldEnding = null)
    {
        var full = prefixed ? prefix + name : name;
        if (file.Find(full) is { } entry) return entry;
        return oldEnding is null ? null : file.Find(full[..(full.LastIndexOf('.') + 1)] + oldEnding);
    }

    /// <summary>An encoder's name without prefix and in today's spelling; null where the name in the file belongs to a head.</summary>
    public string? Canonical(string nameInFile)
    {
        if (prefixed && !nameInFile.StartsWith(prefix, StringComparison.Ordinal)) return null;
        var name = prefixed ? nameInFile[prefix.Length..] : nameInFile;
        if (name.EndsWith(".gamma", StringComparison.Ordinal)) return name[..^"gamma".Length] + "weight";
        return name.EndsWith(".beta", StringComparison.Ordinal) ? name[..^"beta".Length] + "bias" : name;
    }

    /// <summary>Whether a tensor holds fixed indices that some versions of the Python library save, and no weights.</summary>
    public static bool IsBuffer(SafetensorsEntry entry) =>
        entry.Name.EndsWith("_ids", StringComparison.Ordinal) && !IsFloat(entry.Type);

    /// <summary>Whether a type is one that weights are read from.</summary>
    public static bool IsFloat(SafetensorsType type) =>
        type.ScalarType is TorchSharp.torch.ScalarType.Float16 or TorchSharp.torch.ScalarType.BFloat16
            or TorchSharp.torch.ScalarType.Float32 or TorchSharp.torch.ScalarType.Float64;
}
