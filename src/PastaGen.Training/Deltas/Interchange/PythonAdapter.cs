using PastaGen.Modules;
using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>A folder in which the Python PEFT library holds an adapter, as one model reads it: <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</summary>
public sealed class PythonAdapter : IDisposable
{
    private const string Mend = "'pasta convert DIR --declare' prints a declaration that fits";

    private readonly SafetensorsFile file;
    private readonly AdapterConfiguration config;
    private readonly ModelFacts facts;
    private readonly string id;
    private readonly PythonFormat format;
    private readonly IReadOnlyDictionary<string, double> stated;

    private PythonAdapter(
        SafetensorsFile file, AdapterConfiguration config, ModelFacts facts, string id, PythonFormat format, IReadOnlyDictionary<string, double> stated) =>
        (this.file, this.config, this.facts, this.id, this.format, this.stated) = (file, config, facts, id, format, stated);

    /// <summary>The library's word for the method.</summary>
    public string Type => config.Type;

    /// <summary>Opens a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="facts">The model that shall take the adapter.</param>
    /// <exception cref="BadInputException">A file cannot be read, says what is not known here, or the model's adaptations are not the adapter's method.</exception>
    public static PythonAdapter Open(string path, ModelFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var config = AdapterConfiguration.Open(path);
        var known = facts.PythonFormats.Where(each => each.Value.Reads(config.Type)).ToArray();
        if (known.Length != 1 || facts.Adaptations.Count != 1)
            throw new BadInputException($"{config.Path}: holds an adapter of the type {config.Type}, but {facts.Name} has the adaptations {string.Join(", ", facts.Adaptations)}; {Mend}");
        var (id, format) = known[0];
        var stated = config.SettingsFor(format);
        var task = AdapterTask.Of(facts);
        if (config.TaskType is { } found && found != task)
            throw config.Settings.Refused("task_type", task is null ? $"absent, because {facts.Name} has a head that the library has no word for" : $"\"{task}\", because {facts.Name} {(facts.AnswersPerToken ? "labels tokens" : "answers for texts")}");
        return new PythonAdapter(SafetensorsFile.Open(Path.Combine(path, AdapterConfiguration.TensorsName)), config, facts, id, format, stated);
    }

    /// <summary>Makes a model of a backbone and this adapter.</summary>
    /// <param name="definition">The model that the folder was opened for.</param>
    /// <param name="folder">The backbone; it stays the caller's.</param>
    /// <param name="options">Precision and device; labels and settings are the adapter's.</param>
    /// <exception cref="BadInputException">The adapter, the backbone and the model do not belong together.</exception>
    public LoadedModel LoadModel(ModelDefinition definition, BackboneFolder folder, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(folder);
        var heads = AdapterContent.HeadNames(facts, new ModelShape(folder.ConfigOf(facts), 1));
        string? NameOf(string deltaName) => heads.TryGetValue(deltaName, out var head) ? format.HeadPrefix + head : format.NameOf(deltaName, facts.CheckpointPrefix);

        var (labels, settings) = OpenSizes.Of(facts, folder.ConfigOf(facts), name => heads.ContainsKey(name) ? Held(NameOf(name)) : Find(name));
        var loaded = BackboneLoader.Load(
            definition, folder, (options ?? new LoadOptions()) with { HeadFromFile = false, LabelCount = labels, Settings = With(settings) });
        try
        {
            Fill(loaded, heads);
            return loaded;
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private SafetensorsEntry? Held(string? name) => name is null ? null : file.Find(name);

    // What the file holds of a parameter that the method adds or trains, in its shape here.
    private SafetensorsEntry? Find(string deltaName) =>
        Held(format.NameOf(deltaName, facts.CheckpointPrefix)) is { } entry && format.ShapeHere(deltaName, entry.Shape) is { } shape ? entry with { Shape = shape } : null;

    // What tensors show stands already; what the configuration says goes before it.
    private Dictionary<string, double> With(IReadOnlyDictionary<string, double> shown)
    {
        var settings = shown.ToDictionary(StringComparer.Ordinal);
        var words = new AttributeSettings(format.Attribute);
        foreach (var (name, value) in stated)
        {
            var key = $"{id}.{name}";
            if (!facts.PinnedSettings.TryGetValue(key, out var pinned)) settings[key] = value;
            else if (words.Number(name, pinned) != value)
                throw new BadInputException($"{config.Path}: {facts.Name} is declared with {key} = {pinned}, but the adapter wants {words.Argument(name, value)}; use a model that says so, or leaves it open");
        }
        return settings;
    }

    private void Fill(LoadedModel model, Dictionary<string, string> heads)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tensor in model.Model.TrainedTensors())
        {
            var isHead = heads.TryGetValue(tensor.DeltaName, out var head);
            var name = (isHead ? format.HeadPrefix + head : format.NameOf(tensor.DeltaName, facts.CheckpointPrefix))
                ?? throw new BadInputException($"{file.Path}: has no place for {tensor.DeltaName}, which {facts.Name} trains; {Mend}");
            if ((isHead ? Held(name) : Find(tensor.DeltaName)) is not { } found) throw new BadInputException($"{file.Path}: lacks {name}, which {facts.Name} needs; {Mend}");
            if (!found.Shape.SequenceEqual(tensor.Parameter.shape))
                throw new BadInputException($"{file.Path}: {name} is [{string.Join(", ", found.Shape)}], but {facts.Name} has [{string.Join(", ", tensor.Parameter.shape)}] there");
            tensor.Parameter.copy_(file.Load(name, tensor.Parameter.dtype).reshape(tensor.Parameter.shape));
            taken.Add(name);
        }
        if (format.Constants.Count > 0) CheckConstants(model, taken);
        if (file.Names.FirstOrDefault(name => !taken.Contains(name)) is { } left)
            throw new BadInputException($"{file.Path}: holds {left}, which {facts.Name} has no place for; {Mend}");
    }

    // They follow from settings here, so a file with others would be read as another adapter.
    private void CheckConstants(LoadedModel model, HashSet<string> taken)
    {
        var expected = format.Tensors(AdapterContent.Of(model, id, format, $"{config.Path}: {facts.Name} cannot take this adapter"));
        foreach (var name in format.Constants)
        {
            if (Held(name) is not { } found) throw new BadInputException($"{file.Path}: lacks {name}, by which it is checked that the adapter means the same numbers here");
            if (!found.Shape.SequenceEqual(expected[name].shape) || !file.Load(name, ScalarType.Float32).allclose(expected[name]))
                throw new BadInputException($"{file.Path}: {name} is not what {config.Path} says it was drawn from");
            taken.Add(name);
        }
    }
}
