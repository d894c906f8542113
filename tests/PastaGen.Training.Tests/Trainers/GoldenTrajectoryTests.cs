using System.Text.Json;
using PastaGen.Testing;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

/// <summary>Twenty updates of special token adaptation as the Python library made them.</summary>
public sealed class GoldenTrajectoryTests
{
    [SharedDataFact]
    public void Twenty_updates_have_the_recorded_losses_rates_and_end()
    {
        var folderPath = SharedData.Path("goldens", "pasta", "bert-seq");
        using var trajectory = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folderPath, "trajectory.json")));
        using var folder = BackboneFolder.Open(folderPath);
        using var delta = DeltaFile.OpenUnbound(Path.Combine(folderPath, "delta.safetensors"));
        using var model = BackboneLoader.Load(HandBertPlan.Pasta, folder, delta.Complete(HandBertPlan.Pasta.Facts, folder.ConfigOf(HandBertPlan.Pasta.Facts), new LoadOptions { Dropout = 0 }));
        delta.LoadInto(model);
        using var input = SafetensorsFile.Open(Path.Combine(folderPath, "inputs.safetensors"));
        using var batch = new TensorFileBatch(input, model.Config, CPU).Read(3, () => model.Text, model.Labels.Count);
        using var loop = new TrainingLoop(model.Model, new TrainingOptions { LearningRate = 3e-3, WarmupSteps = 4 }, totalSteps: 20);

        var losses = trajectory.RootElement.GetProperty("losses").EnumerateArray().Select(loss => loss.GetDouble()).ToArray();
        var rates = trajectory.RootElement.GetProperty("learning_rates").EnumerateArray().Select(rate => rate.GetDouble()).ToArray();
        for (var step = 0; step < losses.Length; step++)
        {
            var result = loop.Step([batch]);
            Assert.Equal(losses[step], result.Loss, losses[step] * 1e-4);
            Assert.Equal(rates[step], result.LearningRate, 1e-15);
        }

        using var after = SafetensorsFile.Open(Path.Combine(folderPath, "after20.safetensors"));
        using var scope = NewDisposeScope();
        foreach (var tensor in model.Model.TrainedTensors())
            Near.Equal(after.Load(tensor.DeltaName), tensor.Parameter, 1e-4);
    }
}
