using System.Text.Json;
using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Testing;
using PastaGen.Text;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests;

/// <summary>Twenty updates of the emitted PASTA model, beside what the Python library made of the same batch.</summary>
public class TrajectoryTests
{
    [SharedDataTheory]
    [InlineData(Precision.Fp32, 1e-4, 1e-3)]
    // Losses stray by the roundings of bf16 states; the vectors, the head and the moments are fp32 in both.
    [InlineData(Precision.Bf16, 5e-3, 1e-1)]
    public void Twenty_updates_have_the_recorded_losses_and_end(Precision precision, double lossTolerance, double endTolerance)
    {
        var path = SharedData.Path("goldens", "pasta", "bert-seq");
        using var trajectory = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(path, "trajectory.json")));
        var losses = trajectory.RootElement.GetProperty("losses").EnumerateArray().Select(loss => loss.GetDouble()).ToArray();
        using var folder = BackboneFolder.Open(path);
        using var delta = DeltaFile.OpenUnbound(Path.Combine(path, "delta.safetensors"));
        var definition = CompiledModels.All.Single(model => model.Facts.Name == nameof(BertPasta));
        using var model = BackboneLoader.Load(definition, folder, delta.Complete(definition.Facts, folder.Config, new LoadOptions { Dropout = 0, Precision = precision }));
        delta.LoadInto(model);
        using var input = SafetensorsFile.Open(Path.Combine(path, "inputs.safetensors"));
        using var batch = new TensorFileBatch(input, model.Config, CPU).Read(3, () => model.Text, model.Labels.Count);
        using var loop = new TrainingLoop(model.Model, new TrainingOptions { LearningRate = 3e-3, WarmupSteps = 4 }, losses.Length);

        foreach (var loss in losses) Assert.Equal(loss, loop.Step([batch]).Loss, loss * lossTolerance);

        using var end = new TemporaryFolder();
        using (var scope = NewDisposeScope())
            SafetensorsWriter.Write(end["after"], model.Model.TrainedTensors().Select(tensor => new KeyValuePair<string, Tensor>(tensor.DeltaName, tensor.Parameter.detach())));
        TensorComparison.Near(Path.Combine(path, "after20.safetensors"), end["after"], endTolerance);
    }

    [Fact]
    public void A_backbone_is_not_trained_in_bf16()
    {
        using var folder = new TemporaryFolder();
        using var backbone = BackboneFolder.Open(new TinyBackbone(folder["backbone"], seed: 1).Folder);
        using var model = BackboneLoader.Load(BertFull.Definition, backbone, new LoadOptions { Labels = ["a", "b", "c"], Precision = Precision.Bf16 });
        var refusal = Assert.Throws<BadInputException>(() => new TrainingLoop(model.Model, new TrainingOptions(), 1));
        Assert.Equal("BertFull trains weights of the backbone, for which bf16 is too coarse; train it with --precision fp32, or choose a model that freezes the backbone", refusal.Message);
    }

    [SharedDataFact]
    public void Frozen_weights_get_no_gradient()
    {
        var path = SharedData.Path("goldens", "pasta", "bert-seq");
        using var folder = BackboneFolder.Open(path);
        using var delta = DeltaFile.OpenUnbound(Path.Combine(path, "delta.safetensors"));
        var definition = CompiledModels.All.Single(model => model.Facts.Name == nameof(BertPasta));
        using var model = BackboneLoader.Load(definition, folder, delta.Complete(definition.Facts, folder.Config, new LoadOptions()));
        using var input = SafetensorsFile.Open(Path.Combine(path, "inputs.safetensors"));
        using var batch = new TensorFileBatch(input, model.Config, CPU).Read(3, () => model.Text, model.Labels.Count);
        using var loop = new TrainingLoop(model.Model, new TrainingOptions(), 1);
        loop.Step([batch]);
        var withGradient = model.Model.named_parameters().Where(item => item.parameter.grad is not null).Select(item => item.name).Order();
        Assert.Equal(["head.bias", "head.weight", "pasta.vectors"], withGradient);
    }
}
