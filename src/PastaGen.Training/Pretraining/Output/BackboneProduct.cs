using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>The backbone that a pretraining run is made for: a folder in the Hugging Face layout, with the head for masked words.</summary>
/// <param name="model">The model.</param>
/// <param name="device">Where it lives.</param>
/// <param name="config">The content of config.json.</param>
/// <param name="tokenizer">The tokenizer's files.</param>
/// <param name="store">The type of the weights in the file.</param>
/// <param name="backbone">The backbone that is gone on with, of which those weights are kept that the model does not train; null for fresh weights.</param>
internal sealed class BackboneProduct(TaskModel model, Device device, string config, TokenizerFiles tokenizer, StoredType store, BackboneFolder? backbone) : RunProduct
{
    /// <summary>The weights' file in a run's folder.</summary>
    public static string WeightsPath { get; } = Path.Combine("backbone", "model.safetensors");

    /// <inheritdoc/>
    public override string Name => "backbone";

    /// <inheritdoc/>
    public override Device Device => device;

    /// <inheritdoc/>
    public override IEnumerable<TrainedTensor> Tensors => model.TrainedTensors();

    /// <inheritdoc/>
    public override long Write(string path, IReadOnlyDictionary<string, Tensor> values, EpochReport evaluation, string? command)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        AtomicFile.Write(Path.Combine(folder, "config.json"), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(config)));
        tokenizer.CopyTo(folder);
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var trained = Named(model, tensor => values[tensor.DeltaName].to(store.ToScalarType())).ToList();
        SafetensorsWriter.Write(path, trained.Concat(Kept([.. trained.Select(tensor => tensor.Key)])), [new("format", "pt")]);
        return new FileInfo(path).Length;
    }

    // A pooler, say. Other heads are left out: they answer for an encoder that is no more.
    private IEnumerable<KeyValuePair<string, Tensor>> Kept(HashSet<string> trained)
    {
        if (backbone is null) yield break;
        var names = new CheckpointNames(backbone.Weights, model.Facts.CheckpointPrefix);
        foreach (var entry in backbone.Weights.Entries)
            if (names.Canonical(entry.Name) is { } name && !CheckpointNames.IsBuffer(entry) && !trained.Contains(model.Facts.CheckpointPrefix + name))
                yield return KeyValuePair.Create(model.Facts.CheckpointPrefix + name, backbone.Weights.Load(entry.Name, store.ToScalarType()));
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
