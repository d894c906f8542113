using PastaGen.Models;
using PastaGen.Testing;
using PastaGen.Training;

namespace PastaGen.EndToEnd.Tests;

/// <summary>What the Python library answered, reproduced by the emitted models.</summary>
public class GoldenForwardTests
{
    [SharedDataTheory]
    [InlineData("models/bert-seq", nameof(BertFull))]
    [InlineData("models/bert-gelu-new-seq", nameof(BertFull))]
    [InlineData("pasta/bert-seq", nameof(BertPasta))]
    public void Outputs_and_gradients_are_the_recorded_ones(string golden, string model)
    {
        using var folder = new TemporaryFolder();
        Run(golden, model, folder);
        TensorComparison.Near(Golden(golden, "outputs"), folder["outputs"], Tolerances.Outputs, inputs: Golden(golden, "inputs"));
        TensorComparison.Near(Golden(golden, "grads"), folder["gradients"], Tolerances.Gradients, Tolerances.GradientFloor);
        Assert.Equal(TensorComparison.Read(Golden(golden, "grads")).Keys.Order(), TensorComparison.Read(folder["gradients"]).Keys.Order());
    }

    [SharedDataTheory]
    [InlineData("models/bert-seq", nameof(BertFull))]
    [InlineData("pasta/bert-seq", nameof(BertPasta))]
    public void The_pass_that_trains_gives_the_same_logits_and_gradients_without_hidden_states(string golden, string model)
    {
        using var folder = new TemporaryFolder();
        Run(golden, model, folder, logitsOnly: true);
        TensorComparison.Near(Golden(golden, "outputs"), folder["outputs"], Tolerances.Outputs, only: ["logits", "loss"]);
        TensorComparison.Near(Golden(golden, "grads"), folder["gradients"], Tolerances.Gradients, Tolerances.GradientFloor);
        Assert.DoesNotContain(TensorComparison.Read(folder["outputs"]).Keys, name => name.StartsWith("hidden_states", StringComparison.Ordinal));
    }

    [SharedDataTheory]
    [InlineData("models/bert-seq", nameof(BertFull), Tolerances.LogitsBFloat16, Tolerances.GradientsOfBackboneBFloat16)]
    [InlineData("pasta/bert-seq", nameof(BertPasta), Tolerances.OutputsBFloat16, Tolerances.GradientsBFloat16)]
    public void In_bf16_they_are_near(string golden, string model, double logits, double gradients)
    {
        using var folder = new TemporaryFolder();
        Run(golden, model, folder, precision: Precision.Bf16);
        TensorComparison.Near(Golden(golden, "outputs"), folder["outputs"], logits, only: ["logits"]);
        TensorComparison.Near(Golden(golden, "outputs"), folder["outputs"], Tolerances.OutputsBFloat16, inputs: Golden(golden, "inputs"),
            only: ["hidden_states.0", "hidden_states.1", "hidden_states.2", "hidden_states.3", "loss"]);
        TensorComparison.Near(Golden(golden, "grads"), folder["gradients"], gradients, floorOfLargest: 1e-2);
    }

    [SharedDataFact]
    public void Real_weights_give_the_recorded_states()
    {
        using var folder = new TemporaryFolder();
        ForwardRun.Execute(new ForwardRequest
        {
            Model = Model(nameof(BertFull)),
            Backbone = SharedData.Path("weights", "minilm-l6"),
            Input = Golden("weights/minilm-l6", "inputs"),
            Output = folder["outputs"],
        });
        TensorComparison.Near(Golden("weights/minilm-l6", "outputs"), folder["outputs"], Tolerances.Outputs, inputs: Golden("weights/minilm-l6", "inputs"));
        Assert.DoesNotContain("logits", TensorComparison.Read(folder["outputs"]).Keys);
    }

    private static void Run(string golden, string model, TemporaryFolder folder, bool logitsOnly = false, Precision precision = Precision.Fp32) =>
        ForwardRun.Execute(new ForwardRequest
        {
            Model = Model(model),
            Backbone = SharedData.Path("goldens", golden),
            Input = Golden(golden, "inputs"),
            Output = folder["outputs"],
            Gradients = folder["gradients"],
            Delta = model == nameof(BertPasta) ? Golden(golden, "delta") : null,
            Unbound = model == nameof(BertPasta),
            LogitsOnly = logitsOnly,
            Precision = precision,
        });

    private static ModelDefinition Model(string name) => CompiledModels.All.Single(model => model.Facts.Name == name);

    private static string Golden(string golden, string file) => SharedData.Path("goldens", golden, file + ".safetensors");
}
