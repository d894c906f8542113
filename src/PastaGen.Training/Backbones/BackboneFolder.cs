using System.Collections.Concurrent;
using PastaGen.Modules;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>
/// A pretrained encoder in the Hugging Face layout: a folder with <c>config.json</c>, <c>model.safetensors</c> and the tokenizer's
/// files. The weights are mapped and the tokenizer is read at its first use.
/// </summary>
public sealed class BackboneFolder : IDisposable
{
    /// <summary>The name of the file of weights.</summary>
    internal const string WeightsName = "model.safetensors";

    /// <summary>The name of the file of sizes.</summary>
    internal const string ConfigName = "config.json";

    private readonly Lazy<TextEncoder> text;
    private readonly ConcurrentDictionary<string, Lazy<string>> digests = new(StringComparer.Ordinal);

    private readonly JsonSettings settings;

    private BackboneFolder(string path, JsonSettings settings, SafetensorsFile weights)
    {
        Path = path;
        this.settings = settings;
        Weights = weights;
        text = new Lazy<TextEncoder>(() => TextEncoder.Load(path));
    }

    /// <summary>The folder, as it was given.</summary>
    public string Path { get; }

    /// <summary>The weights' file.</summary>
    public SafetensorsFile Weights { get; }

    /// <summary>The tokenizer.</summary>
    /// <exception cref="BadInputException">At the first use: the folder holds no tokenizer that can be read.</exception>
    public TextEncoder Text => text.Value;

    /// <summary>The architecture that its config.json names.</summary>
    internal string ModelType => settings.Text("model_type") ?? throw settings.Missing("model_type");

    /// <summary>What its config.json says, read as a model's architecture has it.</summary>
    /// <param name="facts">The model.</param>
    /// <exception cref="BadInputException">It is another architecture's, or a key is missing, of the wrong type, out of range, or not supported.</exception>
    public EncoderConfig ConfigOf(ModelFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return EncoderConfigFile.Read(settings, facts);
    }

    /// <summary>The digest by which deltas know the encoder again: <see cref="BackboneDigest"/>. Computed at its first use.</summary>
    /// <param name="prefix">What may stand before the encoder's names, its dot included.</param>
    public string Digest(string prefix) => digests.GetOrAdd(prefix, name => new Lazy<string>(() => BackboneDigest.Of(Weights, name))).Value;

    /// <summary>Opens a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="BadInputException">The folder, its config.json or its weights are missing or not what they should be.</exception>
    public static BackboneFolder Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
            throw new BadInputException($"{path}: there is no such folder; expected one with {ConfigName} and {WeightsName}");
        return new BackboneFolder(path, JsonSettings.Open(ConfigIn(path)), SafetensorsFile.Open(FindWeights(path)));
    }

    /// <summary>The file of sizes in a backbone's folder.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="BadInputException">There is none, so that it is not the folder of a backbone.</exception>
    public static string ConfigIn(string path) => System.IO.Path.Combine(path, ConfigName) is var file && File.Exists(file)
        ? file
        : throw new BadInputException($"{path}: holds no {ConfigName}; expected the folder of a pretrained encoder in the Hugging Face layout");

    /// <inheritdoc/>
    public void Dispose() => Weights.Dispose();

    private static string FindWeights(string folder)
    {
        var weights = System.IO.Path.Combine(folder, WeightsName);
        if (File.Exists(weights)) return weights;
        bool Has(string name) => File.Exists(System.IO.Path.Combine(folder, name));
        if (Has("model.safetensors.index.json"))
            throw new BadInputException($"{folder}: its weights are spread over several files (model.safetensors.index.json), which is not supported; save them as one {WeightsName}");
        if (Has("pytorch_model.bin") || Has("pytorch_model.bin.index.json"))
            throw new BadInputException($"{folder}: holds its weights as pytorch_model.bin only, which is not supported; save them as {WeightsName}");
        throw new BadInputException($"{folder}: holds no {WeightsName}");
    }
}
