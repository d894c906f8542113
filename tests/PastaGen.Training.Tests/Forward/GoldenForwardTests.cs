using PastaGen.Testing;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

/// <summary>The bare computation against what the Python library recorded, through a model written by hand.</summary>
public sealed class GoldenForwardTests
{
    [SharedDataTheory]
    [InlineData("models", "bert-seq")]
    [InlineData("models", "bert-gelu-new-seq")]
    [InlineData("pasta", "bert-seq")]
    public void Outputs_and_gradients_are_the_recorded_ones(string part, string name)
    {
        var golden = SharedData.Path("goldens", part, name);
        using var folder = new TemporaryFolder();
        ForwardRun.Execute(new ForwardRequest
        {
            Model = part == "pasta" ? HandBertPlan.Pasta : HandBertPlan.Full,
            Backbone = golden,
            Input = Path.Combine(golden, "inputs.safetensors"),
            Output = folder.File("outputs"),
            Gradients = folder.File("gradients"),
            Delta = part == "pasta" ? Path.Combine(golden, "delta.safetensors") : null,
            Unbound = part == "pasta",
        });

        using var scope = NewDisposeScope();
        using var inputs = SafetensorsFile.Open(Path.Combine(golden, "inputs.safetensors"));
        var mask = inputs.Load("attention_mask", ScalarType.Float32).unsqueeze(2);
        using var expected = SafetensorsFile.Open(Path.Combine(golden, "outputs.safetensors"));
        using var found = SafetensorsFile.Open(folder.File("outputs"));
        foreach (var output in expected.Names)
        {
            var states = output.StartsWith("hidden_states", StringComparison.Ordinal);
            Near.Equal(expected.Load(output) * (states ? mask : 1), found.Load(output) * (states ? mask : 1), 1e-5);
        }

        using var gradients = SafetensorsFile.Open(Path.Combine(golden, "grads.safetensors"));
        using var foundGradients = SafetensorsFile.Open(folder.File("gradients"));
        Assert.Equal(gradients.Names.Order(), foundGradients.Names.Order());
        var floor = 1e-7 * gradients.Names.Max(gradient => gradients.Load(gradient).norm().item<float>());
        foreach (var gradient in gradients.Names) Near.Equal(gradients.Load(gradient), foundGradients.Load(gradient), 1e-4, floor);
    }
}
