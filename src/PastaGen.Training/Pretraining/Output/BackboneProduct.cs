using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>The backbone that a pretraining run is made for: a folder in the Hugging Face layout, with the head for masked words.</summary>
internal sealed class BackboneProduct : RunProduct, IDisposable
{
    private readonly TaskModel model;
    private readonly string config;
    private readonly TokenizerFiles tokenizer;
    private readonly StoredType store;
    private readonly List<KeyValuePair<string, Tensor>> untrained;

    /// <summary>The product of a run.</summary>
    /// <param name="model">The model.</param>
    /// <param name="device">Where it lives.</param>
    /// <param name="config">The content of config.json.</param>
    /// <param name="tokenizer">The tokenizer's files.</param>
    /// <param name="store">The type of the weights in the file.</param>
    /// <param name="beginning">The backbone that the run begins with, of which those weights are kept that the model does not train; not looked at again.</param>
    public BackboneProduct(TaskModel model, Device device, string config, TokenizerFiles tokenizer, StoredType store, BackboneFolder beginning)
    {
        (this.model, Device, this.config, this.tokenizer, this.store) = (model, device, config, tokenizer, store);
        untrained = [.. Untrained(beginning.Weights)];
    }

    /// <summary>The weights' file in a run's folder.</summary>
    public static string WeightsPath { get; } = Path.Combine("backbone", BackboneFolder.WeightsName);

    /// <inheritdoc/>
    public override string Name => "backbone";

    /// <inheritdoc/>
    public override Device Device { get; }

    /// <inheritdoc/>
    public override IEnumerable<TrainedTensor> Tensors => model.TrainedTensors();

    /// <inheritdoc/>
    public override long Write(string path, IReadOnlyDictionary<string, Tensor> values, EpochReport evaluation, string? command)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        AtomicFile.WriteText(Path.Combine(folder, BackboneFolder.ConfigName), config);
        tokenizer.CopyTo(folder);
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var trained = Named(model, tensor => values[tensor.DeltaName].to(store.ToScalarType()));
        SafetensorsWriter.Write(path, trained.Concat(untrained), [new("format", "pt")]);
        return new FileInfo(path).Length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, values) in untrained) values.Dispose();
    }

    // A pooler, say. Other heads are left out: they answer for an encoder that is no more.
    private IEnumerable<KeyValuePair<string, Tensor>> Untrained(SafetensorsFile file)
    {
        var prefix = model.Facts.CheckpointPrefix;
        var names = new CheckpointNames(file, prefix);
        var trained = model.TrainedTensors().Select(tensor => tensor.CheckpointName).ToHashSet(StringComparer.Ordinal);
        return file.Entries.Where(entry => !CheckpointNames.IsBuffer(entry)).Select(entry => (entry.Name, Canonical: names.Canonical(entry.Name)))
            .Where(entry => entry.Canonical is not null && !trained.Contains(entry.Canonical))
            .Select(entry => KeyValuePair.Create(prefix + entry.Canonical, file.Load(entry.Name, store.ToScalarType()).DetachFromDisposeScope()));
    }

    /// <summary>A model's tensors by their names in a file: a head's as they are, those of the encoder behind the family's prefix.</summary>
    /// <param name="model">The model.</param>
    /// <param name="value">The values of a tensor.</param>
    public static IEnumerable<KeyValuePair<string, Tensor>> Named(TaskModel model, Func<TrainedTensor, Tensor> value)
    {
        var heads = model.Facts.Parameters(model.Shape).Where(parameter => parameter.Part == ModelPart.Head).Select(parameter => parameter.CheckpointName).ToHashSet();
        return model.TrainedTensors().Select(tensor => KeyValuePair.Create(
            heads.Contains(tensor.CheckpointName) ? tensor.CheckpointName! : model.Facts.CheckpointPrefix + tensor.CheckpointName, value(tensor)));
    }
}
