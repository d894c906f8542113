using PastaGen.Models;
using PastaGen.Text.Data;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>A recorded case whose tensors have names of their own: what the recording program trained, what it answered, and its gradients.</summary>
/// <param name="folder">The case's folder.</param>
/// <param name="value">A parameter's value, from its name in a delta and the recorded tensors; of the parameter's shape once it is reshaped.</param>
internal sealed class RecordedAdaptation(string folder, Func<string, Dictionary<string, Tensor>, Tensor> value)
{
    /// <summary>A case in which each parameter is one recorded tensor, or several one behind the other.</summary>
    /// <param name="folder">The case's folder.</param>
    /// <param name="names">The recorded tensors, from the parameter's name in a delta.</param>
    public RecordedAdaptation(string folder, Func<string, string[]> names)
        : this(folder, (name, recorded) => cat([.. names(name).Select(part => recorded[part].flatten())]))
    {
    }

    /// <summary>The file of the answers.</summary>
    public string Outputs { get; init; } = "outputs.safetensors";

    /// <summary>Whether the gradients are those of these answers.</summary>
    public bool HasGradients { get; init; } = true;

    /// <summary>Holds a model with the recorded tensors to the recorded answers and gradients, the recorded tensors' own.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="backbone">The backbone's folder.</param>
    /// <param name="settings">Open settings.</param>
    public void Holds(string model, string backbone, Dictionary<string, double> settings)
    {
        using var opened = BackboneFolder.Open(backbone);
        var definition = CompiledModels.All.Single(each => each.Facts.Name == model);
        using var loaded = BackboneLoader.Load(definition, opened, new LoadOptions { LabelCount = 3, HeadFromFile = false, Settings = settings });
        using var scope = NewDisposeScope();
        using var trained = SafetensorsFile.Open(Path.Combine(folder, "trained.safetensors"));
        var recorded = trained.Names.ToDictionary(each => each, each => trained.Load(each, ScalarType.Float32, CPU).requires_grad_());
        var values = loaded.Model.TrainedTensors().ToDictionary(
            tensor => tensor.DeltaName,
            tensor => (tensor.DeltaName.StartsWith("head.", StringComparison.Ordinal) ? recorded[tensor.CheckpointName!] : value(tensor.DeltaName, recorded)).reshape(tensor.Parameter.shape));
        using (no_grad())
            foreach (var tensor in loaded.Model.TrainedTensors()) tensor.Parameter.copy_(values[tensor.DeltaName]);
        GoldenAdaptationTests.Compare(loaded, folder, [], Outputs);
        if (!HasGradients) return;

        using var input = SafetensorsFile.Open(Path.Combine(folder, "inputs.safetensors"));
        using var batch = new TensorFileBatch(input, loaded.Config, CPU).Read(null, () => loaded.Text, 3, TargetKind.Class);
        using var output = loaded.Model.Compute(batch);
        loaded.Model.Loss(output.Logits!, batch.Labels!).backward();
        foreach (var tensor in loaded.Model.TrainedTensors()) values[tensor.DeltaName].backward([tensor.Parameter.grad!], retain_graph: true);
        using var temporary = new TemporaryFolder();
        SafetensorsWriter.Write(temporary["gradients"], [.. recorded.Where(each => each.Value.grad is not null).Select(each => KeyValuePair.Create(each.Key, each.Value.grad!))]);
        TensorComparison.Near(Path.Combine(folder, "grads.safetensors"), temporary["gradients"], Tolerances.Gradients, Tolerances.GradientFloor);
    }
}
