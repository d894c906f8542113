namespace PastaGen.Training;

/// <summary>Collects what a reader meets, and tells from it which tensors of the file nobody asked for.</summary>
internal sealed class BackboneReportBuilder(SafetensorsFile file, CheckpointNames names)
{
    private readonly Dictionary<string, string> loaded = new(StringComparer.Ordinal);
    private readonly List<string> missing = [];
    private readonly List<MisshapenTensor> misshapen = [];
    private readonly HashSet<string> replaced = new(StringComparer.Ordinal);

    // The parts of an encoder that the model reads, such as "embeddings" or "encoder": what lies elsewhere is another model's.
    private readonly HashSet<string> parts = new(StringComparer.Ordinal);

    public void Loaded(string name, string nameInFile)
    {
        parts.Add(Part(name));
        loaded.Add(name, nameInFile);
    }

    public void Missing(string name)
    {
        parts.Add(Part(name));
        missing.Add(name);
    }

    public void Misshapen(string name, SafetensorsEntry found, IReadOnlyList<long> expected)
    {
        parts.Add(Part(name));
        misshapen.Add(new MisshapenTensor(found.Name, expected, found.Shape));
    }

    public void Replaced(string name)
    {
        parts.Add(Part(name));
        replaced.Add(name);
    }

    public BackboneReport Build()
    {
        var known = loaded.Values.Concat(misshapen.Select(tensor => tensor.Name)).ToHashSet(StringComparer.Ordinal);
        var unexpected = new List<string>();
        var ignored = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in file.Entries.Where(entry => !known.Contains(entry.Name)))
        {
            var name = names.Canonical(entry.Name);
            if (CheckpointNames.IsBuffer(entry)) ignored[entry.Name] = "an index buffer, no weight";
            else if (name is null) ignored[entry.Name] = "part of a head that the model does not read";
            else if (replaced.Contains(name)) ignored[entry.Name] = "the model starts it afresh";
            else if (!parts.Contains(Part(name))) ignored[entry.Name] = "a part that the model does not read";
            else unexpected.Add(entry.Name);
        }
        return new BackboneReport
        {
            Path = file.Path,
            Loaded = loaded,
            Missing = missing,
            Misshapen = misshapen,
            Unexpected = unexpected,
            Ignored = ignored,
        };
    }

    private static string Part(string name) => name.Split('.', 2)[0];
}
