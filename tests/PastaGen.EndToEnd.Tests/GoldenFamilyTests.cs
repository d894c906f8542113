using PastaGen.Models;
using PastaGen.Testing;
using PastaGen.Training;

namespace PastaGen.EndToEnd.Tests;

/// <summary>What the Python library answered for the families that differ from BERT, reproduced by their declarations.</summary>
public class GoldenFamilyTests
{
    [SharedDataTheory]
    [InlineData("models/roberta-seq", nameof(RobertaFull))]
    [InlineData("models/roberta-token", nameof(RobertaTokenFull))]
    [InlineData("models/roberta-mlm", nameof(RobertaMaskedLmFull))]
    [InlineData("models/xlm-roberta-seq", nameof(XlmRobertaFull))]
    [InlineData("models/xlm-roberta-token", nameof(XlmRobertaTokenFull))]
    [InlineData("models/xlm-roberta-mlm", nameof(XlmRobertaMaskedLmFull))]
    [InlineData("models/camembert-seq", nameof(CamembertFull))]
    [InlineData("models/camembert-token", nameof(CamembertTokenFull))]
    [InlineData("models/camembert-mlm", nameof(CamembertMaskedLmFull))]
    [InlineData("models/distilbert-seq", nameof(DistilbertFull))]
    [InlineData("models/distilbert-token", nameof(DistilbertTokenFull))]
    [InlineData("models/distilbert-mlm", nameof(DistilbertMaskedLmFull))]
    [InlineData("models/electra-seq", nameof(ElectraFull))]
    [InlineData("models/electra-token", nameof(ElectraTokenFull))]
    [InlineData("models/electra-mlm", nameof(ElectraMaskedLmFull))]
    [InlineData("models/albert-seq", nameof(AlbertFull))]
    [InlineData("models/albert-token", nameof(AlbertTokenFull))]
    [InlineData("models/albert-mlm", nameof(AlbertMaskedLmFull))]
    [InlineData("pasta/roberta-seq", nameof(RobertaPasta))]
    [InlineData("pasta/roberta-token", nameof(RobertaTokenPasta))]
    public void Outputs_and_gradients_are_the_recorded_ones(string golden, string model)
    {
        using var folder = new TemporaryFolder();
        Run(golden, model, folder, logitsOnly: false);
        TensorComparison.Near(Golden(golden, "outputs"), folder["outputs"], Tolerances.Outputs, inputs: Golden(golden, "inputs"));
        TensorComparison.Near(Golden(golden, "grads"), folder["gradients"], Tolerances.Gradients, Tolerances.GradientFloor);
        Assert.Equal(TensorComparison.Read(Golden(golden, "grads")).Keys.Order(), TensorComparison.Read(folder["gradients"]).Keys.Order());
    }

    [SharedDataTheory]
    [InlineData("models/roberta-seq", nameof(RobertaFull))]
    [InlineData("models/distilbert-seq", nameof(DistilbertFull))]
    [InlineData("models/electra-seq", nameof(ElectraFull))]
    [InlineData("models/albert-seq", nameof(AlbertFull))]
    [InlineData("pasta/roberta-seq", nameof(RobertaPasta))]
    public void The_pass_that_trains_gives_the_same_logits_and_gradients_without_hidden_states(string golden, string model)
    {
        using var folder = new TemporaryFolder();
        Run(golden, model, folder, logitsOnly: true);
        TensorComparison.Near(Golden(golden, "outputs"), folder["outputs"], Tolerances.Outputs, inputs: Golden(golden, "inputs"), only: ["logits", "loss"]);
        TensorComparison.Near(Golden(golden, "grads"), folder["gradients"], Tolerances.Gradients, Tolerances.GradientFloor);
    }

    private static void Run(string golden, string model, TemporaryFolder folder, bool logitsOnly)
    {
        var adapted = golden.StartsWith("pasta/", StringComparison.Ordinal);
        ForwardRun.Execute(new ForwardRequest
        {
            Model = CompiledModels.All.Single(definition => definition.Facts.Name == model),
            Backbone = SharedData.Path("goldens", golden),
            Input = Golden(golden, "inputs"),
            Output = folder["outputs"],
            Gradients = folder["gradients"],
            Delta = adapted ? Golden(golden, "delta") : null,
            Unbound = adapted,
            LogitsOnly = logitsOnly,
        });
    }

    private static string Golden(string golden, string file) => SharedData.Path("goldens", golden, file + ".safetensors");
}
