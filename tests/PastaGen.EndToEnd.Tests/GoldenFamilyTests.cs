using PastaGen.Models;
using PastaGen.Testing;
using PastaGen.Training;

namespace PastaGen.EndToEnd.Tests;

/// <summary>What the Python library answered for the families that differ from BERT, reproduced by their declarations.</summary>
public class GoldenFamilyTests
{
    [SharedDataTheory]
    [InlineData("models/roberta-seq", nameof(RobertaFull))]
    [InlineData("models/xlm-roberta-seq", nameof(XlmRobertaFull))]
    [InlineData("models/camembert-seq", nameof(CamembertFull))]
    [InlineData("models/distilbert-seq", nameof(DistilbertFull))]
    [InlineData("models/electra-seq", nameof(ElectraFull))]
    [InlineData("models/albert-seq", nameof(AlbertFull))]
    public void Hidden_states_are_the_recorded_ones(string golden, string model)
    {
        using var folder = new TemporaryFolder();
        Run(golden, model, folder);
        TensorComparison.Near(
            Golden(golden, "outputs"), folder["outputs"], Tolerances.Outputs, inputs: Golden(golden, "inputs"),
            only: ["hidden_states.0", "hidden_states.1", "hidden_states.2", "hidden_states.3"]);
    }

    [SharedDataTheory]
    [InlineData("models/albert-seq", nameof(AlbertFull), false)]
    [InlineData("models/albert-seq", nameof(AlbertFull), true)]
    [InlineData("pasta/roberta-seq", nameof(RobertaPasta), false)]
    [InlineData("pasta/roberta-seq", nameof(RobertaPasta), true)]
    public void Outputs_and_gradients_are_the_recorded_ones(string golden, string model, bool logitsOnly)
    {
        using var folder = new TemporaryFolder();
        Run(golden, model, folder, gradients: true, logitsOnly);
        TensorComparison.Near(
            Golden(golden, "outputs"), folder["outputs"], Tolerances.Outputs, inputs: Golden(golden, "inputs"), only: logitsOnly ? ["logits", "loss"] : []);
        TensorComparison.Near(Golden(golden, "grads"), folder["gradients"], Tolerances.Gradients, Tolerances.GradientFloor);
        Assert.Equal(TensorComparison.Read(Golden(golden, "grads")).Keys.Order(), TensorComparison.Read(folder["gradients"]).Keys.Order());
    }

    private static void Run(string golden, string model, TemporaryFolder folder, bool gradients = false, bool logitsOnly = false)
    {
        var adapted = golden.StartsWith("pasta/", StringComparison.Ordinal);
        ForwardRun.Execute(new ForwardRequest
        {
            Model = CompiledModels.All.Single(definition => definition.Facts.Name == model),
            Backbone = SharedData.Path("goldens", golden),
            Input = Golden(golden, "inputs"),
            Output = folder["outputs"],
            Gradients = gradients ? folder["gradients"] : null,
            Delta = adapted ? Golden(golden, "delta") : null,
            Unbound = adapted,
            LogitsOnly = logitsOnly,
        });
    }

    private static string Golden(string golden, string file) => SharedData.Path("goldens", golden, file + ".safetensors");
}
