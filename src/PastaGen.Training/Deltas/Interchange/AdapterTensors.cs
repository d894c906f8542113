using PastaGen.Modules;

namespace PastaGen.Training;

/// <summary>The tensors of an adapter folder of the Python PEFT library, by the names that one model's delta has for them.</summary>
internal sealed class AdapterTensors(SafetensorsFile file, ModelFacts facts, PythonFormat format, EncoderConfig config)
{
    private readonly Dictionary<string, string> heads = AdapterContent.HeadNames(facts, new ModelShape(config, 1));

    /// <summary>The library's name of a parameter; null where its files have no place for it.</summary>
    /// <param name="deltaName">The parameter's name in a delta.</param>
    public string? NameOf(string deltaName) =>
        heads.TryGetValue(deltaName, out var head) ? format.HeadPrefix + head : format.NameOf(deltaName, facts.CheckpointPrefix);

    /// <summary>What the file holds of a parameter, in its shape here; null where it holds nothing of it.</summary>
    /// <param name="deltaName">The parameter's name in a delta.</param>
    public SafetensorsEntry? Find(string deltaName)
    {
        if (NameOf(deltaName) is not { } name || file.Find(name) is not { } entry) return null;
        return (heads.ContainsKey(deltaName) ? entry.Shape : format.ShapeHere(deltaName, entry.Shape)) is { } shape ? entry with { Shape = shape } : null;
    }
}
