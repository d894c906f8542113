using PastaGen.Modules;
using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// A delta: what training changed, and nothing else, bound by digests to the plan, the backbone and the tokenizer that it was trained
/// with. An unbound delta is a plain safetensors file of the same tensors without metadata.
/// </summary>
public sealed class DeltaFile : IDisposable
{
    /// <summary>The name that it has in the folder of its training.</summary>
    public const string UsualName = "delta.safetensors";

    private readonly SafetensorsFile file;

    private DeltaFile(SafetensorsFile file, DeltaHeader? header)
    {
        this.file = file;
        Header = header;
    }

    /// <summary>The file's path.</summary>
    public string Path => file.Path;

    /// <summary>What it says of itself; null where it is unbound.</summary>
    public DeltaHeader? Header { get; }

    /// <summary>What the file's header says of its tensors.</summary>
    public IReadOnlyList<SafetensorsEntry> Tensors => file.Entries;

    /// <summary>The delta in a folder, as training writes it; null where there is none.</summary>
    /// <param name="folder">The folder.</param>
    internal static string? In(string folder) => System.IO.Path.Combine(folder, UsualName) is var path && File.Exists(path) ? path : null;

    /// <summary>Opens a delta.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">It is no safetensors file, no delta, or of another version.</exception>
    public static DeltaFile Open(string path) => Open(path, texts => DeltaMetadata.Read(texts, path));

    /// <summary>Opens a plain safetensors file whose tensors are named as a delta's; its metadata is not looked at.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">It is no safetensors file.</exception>
    public static DeltaFile OpenUnbound(string path) => Open(path, _ => null);

    /// <summary>Makes a model of a backbone and this delta.</summary>
    /// <param name="definition">The model.</param>
    /// <param name="folder">The backbone; it stays the caller's.</param>
    /// <param name="options">Precision and device; labels and settings are the delta's, and so is the precision where none is named.</param>
    /// <param name="readsText">Whether the model will read texts, so that the tokenizer must be the delta's too.</param>
    /// <exception cref="BadInputException">The delta, the backbone and the model do not belong together.</exception>
    public LoadedModel LoadModel(ModelDefinition definition, BackboneFolder folder, LoadOptions? options = null, bool readsText = true)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(folder);
        if (definition.Facts.GivesFeatures) throw new BadInputException($"{Path}: {definition.Facts.Name} gives features of its backbone alone and takes no delta");
        // The plan reads the delta's shapes with the backbone's sizes, so these must be of its architecture.
        var config = folder.ConfigOf(definition.Facts);
        // What does not belong together is refused before a model is built and its weights are read.
        CheckBinding(definition.Facts, folder, readsText);
        var model = BackboneLoader.Load(definition, folder, Complete(definition.Facts, config, options));
        try
        {
            LoadInto(model, readsText);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The options with the labels and open settings that this delta has; without a header they are read from its tensors' shapes.</summary>
    /// <param name="facts">The model that shall take the delta.</param>
    /// <param name="config">The backbone's sizes.</param>
    /// <param name="options">The other options.</param>
    public LoadOptions Complete(ModelFacts facts, EncoderConfig config, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(facts);
        options = (options ?? new LoadOptions()) with { HeadFromFile = false };
        if (Header is not null)
        {
            DeltaChecks.Plan(Path, Header, facts);
            DeltaChecks.Shapes(file, facts, new ModelShape(config, facts.LabelsAreWords ? config.VocabularySize : Header.Labels.Count) { Settings = Header.OpenSettings });
            return options with
            {
                Labels = facts.LabelsAreWords ? null : Header.Labels,
                LabelCount = null,
                Settings = Header.OpenSettings,
                Precision = options.Precision ?? Precisions.Parse(Header.Precision),
            };
        }
        var (labels, settings) = OpenSizes.Of(facts, config, file.Find);
        return options with { Labels = options.Labels, LabelCount = labels, Settings = settings };
    }

    /// <summary>Puts the delta's tensors into a model.</summary>
    /// <param name="model">The model, loaded with <see cref="Complete"/>'s options.</param>
    /// <param name="readsText">Whether the model will read texts, so that the tokenizer must be the delta's too.</param>
    /// <exception cref="BadInputException">The delta was trained with another plan, backbone or tokenizer, or its tensors are not the model's.</exception>
    public void LoadInto(LoadedModel model, bool readsText = true)
    {
        ArgumentNullException.ThrowIfNull(model);
        CheckBinding(model.Facts, model.Folder, readsText);
        if (Header is not null) DeltaChecks.Labels(Path, Header, model);
        DeltaChecks.Tensors(file, model);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var tensor in model.Model.TrainedTensors())
            tensor.Parameter.copy_(file.Load(tensor.DeltaName, tensor.Parameter.dtype));
    }

    /// <summary>Writes the trained tensors of a model; the file is replaced at once or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="details">What else the header shall say.</param>
    /// <param name="storage">How the tensors are held in the file: bf16 halves it and rounds them.</param>
    /// <returns>The file's size in bytes.</returns>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static long Save(string path, LoadedModel model, DeltaDetails? details = null, Precision storage = Precision.Fp32)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Save(path, model, model.Model.TrainedTensors().Select(tensor => KeyValuePair.Create(tensor.DeltaName, (Tensor)tensor.Parameter)), details, storage);
    }

    /// <summary>Writes other values than those that the model holds now under its names.</summary>
    internal static long Save(string path, LoadedModel model, IEnumerable<KeyValuePair<string, Tensor>> tensors, DeltaDetails? details, Precision storage = Precision.Fp32)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var stored = tensors.Select(tensor => KeyValuePair.Create(tensor.Key, tensor.Value.detach().cpu().to(storage.ToScalarType()))).ToList();
        SafetensorsWriter.Write(path, stored, DeltaMetadata.Write((details ?? new DeltaDetails()).HeaderOf(model)));
        return new FileInfo(path).Length;
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    // What lies in the folder tells which file was meant, or which verb.
    private static string Hint(string folder) =>
        In(folder) is { } delta ? $", such as the {delta} in it"
        : File.Exists(System.IO.Path.Combine(folder, AdapterConfiguration.FileName)) ? "; the verb convert makes one of this adapter folder of the Python PEFT library"
        : "";

    private void CheckBinding(ModelFacts facts, BackboneFolder folder, bool readsText)
    {
        if (Header is null) return;
        DeltaChecks.Plan(Path, Header, facts);
        DeltaChecks.Backbone(Path, Header, facts, folder);
        if (readsText) DeltaChecks.Tokenizer(Path, Header, folder);
    }

    private static DeltaFile Open(string path, Func<IReadOnlyDictionary<string, string>, DeltaHeader?> header)
    {
        if (Directory.Exists(path)) throw new BadInputException($"{path}: is a folder; expected a delta{Hint(path)}");
        var file = SafetensorsFile.Open(path);
        try
        {
            return new DeltaFile(file, header(file.Metadata));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
