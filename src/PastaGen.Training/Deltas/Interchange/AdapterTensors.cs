using PastaGen.Modules;

namespace PastaGen.Training;

/// <summary>The tensors of an adapter folder of the Python PEFT library, by the names that one model's delta has for them.</summary>
internal sealed class AdapterTensors(SafetensorsFile file, ModelFacts facts, PythonFormat format, EncoderConfig config)
{
    private readonly Dictionary<string, string> heads = AdapterContent.HeadNames(facts, new ModelShape(config, 1));

    /// <summary>The library's names of the head's tensors.</summary>
    public IEnumerable<string> Heads => heads.Values.Select(name => format.HeadPrefix + name);

    /// <summary>
    /// Whether a tensor says nothing of its own: where all biases are trained, the library's files hold those of the head twice more, as it is used and as it was before.
    /// </summary>
    /// <param name="name">The tensor's name in the library's file.</param>
    public bool IsCopyOfHead(string name) =>
        heads.Values.Where(head => head.EndsWith(".bias", StringComparison.Ordinal)).Select(head => head.Split('.', 2))
            .Any(parts => name == Held(parts, "modules_to_save") || name == Held(parts, "original_module"));

    /// <summary>The library's name of a parameter, that of the file where it has several; null where its files have no place for it.</summary>
    /// <param name="deltaName">The parameter's name in a delta.</param>
    public string? NameOf(string deltaName)
    {
        if (heads.TryGetValue(deltaName, out var head)) return format.HeadPrefix + head;
        var names = format.NamesOf(deltaName, facts.CheckpointPrefix);
        return names.FirstOrDefault(name => file.Find(name) is not null) ?? (names.Count > 0 ? names[0] : null);
    }

    /// <summary>What the file holds of a parameter, in its shape here; null where it holds nothing of it.</summary>
    /// <param name="deltaName">The parameter's name in a delta.</param>
    public SafetensorsEntry? Find(string deltaName)
    {
        if (NameOf(deltaName) is not { } name || file.Find(name) is not { } entry) return null;
        return (heads.ContainsKey(deltaName) ? entry.Shape : format.ShapeHere(deltaName, entry.Shape)) is { } shape ? entry with { Shape = shape } : null;
    }

    private string Held(string[] parts, string holder) => $"{format.HeadPrefix}{parts[0]}.{holder}.{parts[1]}";
}
