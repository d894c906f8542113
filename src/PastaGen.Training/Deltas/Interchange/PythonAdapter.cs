using System.Globalization;
using PastaGen.Modules;
using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>A folder in which the Python PEFT library holds an adapter, as one model reads it: <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</summary>
public sealed class PythonAdapter : IDisposable
{
    private readonly SafetensorsFile file;
    private readonly JsonSettings config;
    private readonly ModelFacts facts;
    private readonly string id;
    private readonly PythonFormat format;

    private PythonAdapter(SafetensorsFile file, JsonSettings config, ModelFacts facts, string id, PythonFormat format) =>
        (this.file, this.config, this.facts, this.id, this.format) = (file, config, facts, id, format);

    /// <summary>Opens a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="facts">The model that shall take the adapter.</param>
    /// <exception cref="BadInputException">A file cannot be read, or the model's adaptations are not the adapter's method.</exception>
    public static PythonAdapter Open(string path, ModelFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var config = JsonSettings.Open(Path.Combine(path, "adapter_config.json"));
        var type = ((IConfigSettings)config).Text("peft_type");
        var known = facts.PythonFormats.Where(each => each.Value.Reads(type)).ToArray();
        if (known.Length != 1 || facts.Adaptations.Count != 1)
            throw new BadInputException($"{config.Path}: holds an adapter of the type {type}, but {facts.Name} has the adaptations {string.Join(", ", facts.Adaptations)}; use a model with that method alone");
        return new PythonAdapter(SafetensorsFile.Open(Path.Combine(path, "adapter_model.safetensors")), config, facts, known[0].Key, known[0].Value);
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
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in facts.Parameters(new ModelShape(folder.ConfigOf(facts), 1)).Where(parameter => parameter.Part == ModelPart.Head && parameter.DeltaName is not null))
            names[parameter.DeltaName!] = format.HeadPrefix + parameter.CheckpointName;
        string NameOf(string deltaName) => names.GetValueOrDefault(deltaName) ?? format.NameOf(deltaName, facts.CheckpointPrefix);

        var (labels, settings) = OpenSizes.Of(facts, folder.ConfigOf(facts), name => Find(name, NameOf(name)));
        var loaded = BackboneLoader.Load(
            definition, folder, (options ?? new LoadOptions()) with { HeadFromFile = false, LabelCount = labels, Settings = With(settings) });
        try
        {
            Fill(loaded.Model, NameOf);
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

    // What the file holds of a parameter, in its shape here.
    private SafetensorsEntry? Find(string deltaName, string name) =>
        file.Find(name) is { } entry && format.ShapeHere(deltaName, entry.Shape) is { } shape ? entry with { Shape = shape } : null;

    // What tensors show stands already; what the configuration says goes before it.
    private Dictionary<string, double> With(IReadOnlyDictionary<string, double> shown)
    {
        var settings = shown.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in format.Settings(config))
        {
            var key = $"{id}.{name}";
            if (!facts.PinnedSettings.TryGetValue(key, out var pinned)) settings[key] = value;
            else if (double.TryParse(pinned, CultureInfo.InvariantCulture, out var number) && number != value)
                throw new BadInputException($"{config.Path}: {facts.Name} is declared with {key} = {pinned}, but the adapter has {value}; use a model that leaves it open");
        }
        return settings;
    }

    private void Fill(TaskModel model, Func<string, string> nameOf)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tensor in model.TrainedTensors())
        {
            var name = nameOf(tensor.DeltaName);
            if (Find(tensor.DeltaName, name) is not { } found) throw new BadInputException($"{file.Path}: lacks {name}, which {facts.Name} needs");
            if (!found.Shape.SequenceEqual(tensor.Parameter.shape))
                throw new BadInputException($"{file.Path}: {name} is [{string.Join(", ", found.Shape)}], but {facts.Name} has [{string.Join(", ", tensor.Parameter.shape)}] there");
            tensor.Parameter.copy_(file.Load(name, tensor.Parameter.dtype).reshape(tensor.Parameter.shape));
            taken.Add(name);
        }
        foreach (var (name, expected) in format.Constants(config, name => file.Find(name)?.Shape))
        {
            using var drawn = expected;
            if (!file.Find(name)!.Shape.SequenceEqual(drawn.shape) || !file.Load(name, ScalarType.Float32).allclose(drawn))
                throw new BadInputException($"{file.Path}: {name} is not what {config.Path} says it was drawn from");
            taken.Add(name);
        }
        if (file.Names.FirstOrDefault(name => !taken.Contains(name)) is { } left)
            throw new BadInputException($"{file.Path}: holds {left}, which {facts.Name} has no place for; declare a model that has one");
    }
}
