using PastaGen.Modules;
using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>A folder in which the Python PEFT library holds an adapter, as one model reads it: <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</summary>
public sealed class PythonAdapter : IDisposable
{
    private const string Mend = "'convert DIR --declare' prints a declaration that fits";

    private readonly SafetensorsFile file;
    private readonly AdapterConfiguration config;
    private readonly ModelDefinition definition;
    private readonly string id;
    private readonly PythonFormat format;
    private readonly IReadOnlyDictionary<string, double> stated;

    private PythonAdapter(
        SafetensorsFile file, AdapterConfiguration config, ModelDefinition definition, string id, PythonFormat format, IReadOnlyDictionary<string, double> stated) =>
        (this.file, this.config, this.definition, this.id, this.format, this.stated) = (file, config, definition, id, format, stated);

    /// <summary>The library's word for the method.</summary>
    public string Type => config.Type;

    /// <summary>Opens a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="definition">The model that shall take the adapter.</param>
    /// <exception cref="BadInputException">A file cannot be read, says what is not known here, or the model's adaptations are not the adapter's method.</exception>
    public static PythonAdapter Open(string path, ModelDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var facts = definition.Facts;
        var config = AdapterConfiguration.Open(path);
        var known = facts.PythonFormats.Where(each => each.Value.Reads(config.Type)).ToArray();
        if (known.Length != 1 || facts.Adaptations.Count != 1)
            throw new BadInputException($"{config.Path}: holds an adapter of the type {config.Type}, but {facts.Name} has the adaptations {string.Join(", ", facts.Adaptations)}; {Mend}");
        if (facts.LabelsAreWords) throw new BadInputException($"{config.Path}: {AdapterTask.NoWords(facts)}");
        var (id, format) = known[0];
        var stated = config.SettingsFor(format);
        var task = AdapterTask.Of(facts);
        if (config.TaskType is { } found && found != task)
            throw config.Settings.Refused("task_type", task is null ? $"absent, because {facts.Name} has a head that the library has no word for" : $"\"{task}\", because {facts.Name} {(facts.AnswersPerToken ? "labels tokens" : "answers for texts")}");
        return new PythonAdapter(SafetensorsFile.Open(Path.Combine(path, AdapterConfiguration.TensorsName)), config, definition, id, format, stated);
    }

    /// <summary>Makes a model of a backbone and this adapter.</summary>
    /// <param name="folder">The backbone; it stays the caller's.</param>
    /// <param name="options">Precision and device; labels and settings are the adapter's.</param>
    /// <exception cref="BadInputException">The adapter, the backbone and the model do not belong together.</exception>
    public LoadedModel LoadModel(BackboneFolder folder, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var config = folder.ConfigOf(Facts);
        var tensors = new AdapterTensors(file, Facts, format, config);
        var (labels, shown) = OpenSizes.Of(Facts, config, tensors.Find);
        RequireHead(tensors, new ModelShape(config, labels) { Settings = shown });
        var settings = With(shown);
        RequireShapes(tensors, new ModelShape(config, labels) { Settings = settings });
        var loaded = BackboneLoader.Load(definition, folder, (options ?? new LoadOptions()) with { HeadFromFile = false, LabelCount = labels, Settings = settings });
        try
        {
            Fill(loaded, tensors);
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

    private ModelFacts Facts => definition.Facts;

    // What tensors show stands already; what the configuration says goes before it.
    private Dictionary<string, double> With(IReadOnlyDictionary<string, double> shown)
    {
        var settings = shown.ToDictionary(StringComparer.Ordinal);
        var words = new AttributeSettings(format.Attribute);
        foreach (var (name, value) in stated)
        {
            var key = $"{id}.{name}";
            if (!Facts.PinnedSettings.TryGetValue(key, out var pinned)) settings[key] = value;
            else if (words.Number(name, pinned) != value)
                throw new BadInputException($"{config.Path}: {Facts.Name} is declared with {key} = {pinned}, but the adapter wants {words.Argument(name, value)}; use a model that says so, or leaves it open");
        }
        return settings;
    }

    private void RequireHead(AdapterTensors tensors, ModelShape shape)
    {
        if (Facts.Parameters(shape).All(parameter => parameter.DeltaName is not { } name || tensors.Find(name) is null))
            throw new BadInputException(
                $"{file.Path}: holds nothing that {Facts.Name} trains, but {(file.Names.FirstOrDefault() is { } other ? $"tensors such as {other}" : "no tensors at all")}; use a model of the architecture that the adapter was trained on");
        if (tensors.Heads.FirstOrDefault() is { } first && tensors.Heads.All(name => file.Find(name) is null))
            throw new BadInputException($"{file.Path}: holds no head, by which {Facts.Name} answers: there is no {first}; save the adapter with the head among its modules_to_save");
    }

    // A configuration that was damaged must not make a model that no memory holds before its tensors are looked at.
    private void RequireShapes(AdapterTensors tensors, ModelShape shape)
    {
        foreach (var parameter in Facts.Parameters(shape))
            if (parameter.DeltaName is { } name && tensors.Find(name) is { } found && !found.Shape.SequenceEqual(parameter.Shape))
                throw new BadInputException($"{file.Path}: {found.Name} is [{string.Join(", ", found.Shape)}], but {Facts.Name} has [{string.Join(", ", parameter.Shape)}] there");
    }

    private void Fill(LoadedModel model, AdapterTensors tensors)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tensor in model.Model.TrainedTensors())
        {
            var name = tensors.NameOf(tensor.DeltaName) ?? throw new BadInputException($"{file.Path}: has no place for {tensor.DeltaName}, which {Facts.Name} trains; {Mend}");
            if (tensors.Find(tensor.DeltaName) is null) throw new BadInputException($"{file.Path}: lacks {name}, which {Facts.Name} needs; {Mend}");
            tensor.Parameter.copy_(file.Load(name, tensor.Parameter.dtype).reshape(tensor.Parameter.shape));
            taken.Add(name);
        }
        if (format.Constants.Count > 0) CheckConstants(model, taken);
        if (file.Names.FirstOrDefault(name => !taken.Contains(name) && !tensors.IsCopyOfHead(name)) is { } left)
            throw new BadInputException($"{file.Path}: holds {left}, which {Facts.Name} has no place for; {Mend}");
    }

    // They follow from settings here, so a file with others would be read as another adapter.
    private void CheckConstants(LoadedModel model, HashSet<string> taken)
    {
        var expected = format.Tensors(AdapterContent.Of(model, id, format, $"{config.Path}: {Facts.Name} cannot take this adapter"));
        foreach (var name in format.Constants)
        {
            if (file.Find(name) is not { } found) throw new BadInputException($"{file.Path}: lacks {name}, by which it is checked that the adapter means the same numbers here");
            if (!found.Shape.SequenceEqual(expected[name].shape) || !file.Load(name, ScalarType.Float32).allclose(expected[name]))
                throw new BadInputException($"{file.Path}: {name} is not what {config.Path} says it was drawn from");
            taken.Add(name);
        }
    }
}
