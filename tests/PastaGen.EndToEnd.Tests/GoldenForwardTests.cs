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
    [InlineData("models/bert-token", nameof(BertTokenFull))]
    [InlineData("models/bert-gelu-new-token", nameof(BertTokenFull))]
    [InlineData("pasta/bert-token", nameof(BertTokenPasta))]
    [InlineData("models/bert-mlm", nameof(BertMaskedLmFull))]
    [InlineData("models/bert-gelu-new-mlm", nameof(BertMaskedLmFull))]
    [InlineData("models/modernbert-seq", nameof(ModernbertFull))]
    [InlineData("models/modernbert-token", nameof(ModernbertTokenFull))]
    [InlineData("models/modernbert-mlm", nameof(ModernbertMaskedLmFull))]
    [InlineData("models/bert-relative-key-seq", nameof(BertFull))]
    [InlineData("models/bert-relative-key-token", nameof(BertTokenFull))]
    [InlineData("models/bert-relative-key-mlm", nameof(BertMaskedLmFull))]
    [InlineData("models/bert-relative-key-query-seq", nameof(BertFull))]
    [InlineData("models/bert-relative-key-query-token", nameof(BertTokenFull))]
    [InlineData("models/bert-relative-key-query-mlm", nameof(BertMaskedLmFull))]
    [InlineData("models/mpnet-seq", nameof(MpnetFull))]
    [InlineData("models/mpnet-token", nameof(MpnetTokenFull))]
    [InlineData("models/mpnet-mlm", nameof(MpnetMaskedLmFull))]
    [InlineData("models/deberta-v2-seq", nameof(DebertaV2Full))]
    [InlineData("models/deberta-v2-token", nameof(DebertaV2TokenFull))]
    [InlineData("models/deberta-v2-mlm", nameof(DebertaV2MaskedLmFull))]
    public void Outputs_and_gradients_are_the_recorded_ones(string golden, string model)
    {
        using var folder = new TemporaryFolder();
        Run(golden, model, folder);
        TensorComparison.Near(Golden(golden, "outputs"), folder["outputs"], Tolerances.Outputs, inputs: Golden(golden, "inputs"));
        TensorComparison.Near(Golden(golden, "grads"), folder["gradients"], Tolerances.Gradients, Tolerances.GradientFloor);
        // A parameter that the loss does not reach has a gradient of zero here and none there.
        var recorded = TensorComparison.Read(Golden(golden, "grads")).Keys.ToHashSet();
        var found = TensorComparison.Read(folder["gradients"]).Where(gradient => recorded.Contains(gradient.Key) || gradient.Value.Values.Any(value => value != 0));
        Assert.Equal(recorded.Order(), found.Select(gradient => gradient.Key).Order());
    }

    [SharedDataTheory]
    [InlineData("models/bert-seq", nameof(BertFull))]
    [InlineData("pasta/bert-seq", nameof(BertPasta))]
    [InlineData("models/bert-token", nameof(BertTokenFull))]
    [InlineData("pasta/bert-token", nameof(BertTokenPasta))]
    [InlineData("models/bert-mlm", nameof(BertMaskedLmFull))]
    [InlineData("models/modernbert-seq", nameof(ModernbertFull))]
    [InlineData("models/modernbert-token", nameof(ModernbertTokenFull))]
    [InlineData("models/modernbert-mlm", nameof(ModernbertMaskedLmFull))]
    [InlineData("models/bert-relative-key-seq", nameof(BertFull))]
    [InlineData("models/bert-relative-key-query-seq", nameof(BertFull))]
    [InlineData("models/mpnet-seq", nameof(MpnetFull))]
    [InlineData("models/mpnet-mlm", nameof(MpnetMaskedLmFull))]
    [InlineData("models/deberta-v2-seq", nameof(DebertaV2Full))]
    [InlineData("models/deberta-v2-token", nameof(DebertaV2TokenFull))]
    [InlineData("models/deberta-v2-mlm", nameof(DebertaV2MaskedLmFull))]
    public void The_pass_that_trains_gives_the_same_logits_and_gradients_without_hidden_states(string golden, string model)
    {
        using var folder = new TemporaryFolder();
        Run(golden, model, folder, logitsOnly: true);
        TensorComparison.Near(Golden(golden, "outputs"), folder["outputs"], Tolerances.Outputs, inputs: Golden(golden, "inputs"), only: ["logits", "loss"]);
        TensorComparison.Near(Golden(golden, "grads"), folder["gradients"], Tolerances.Gradients, Tolerances.GradientFloor);
        Assert.DoesNotContain(TensorComparison.Read(folder["outputs"]).Keys, name => name.StartsWith("hidden_states", StringComparison.Ordinal));
    }

    [SharedDataFact]
    public void A_frozen_backbone_in_bf16_is_near()
    {
        using var folder = new TemporaryFolder();
        Run("pasta/bert-seq", nameof(BertPasta), folder, precision: Precision.Bf16);
        AssertNear("pasta/bert-seq", folder, Tolerances.OutputsBFloat16, Tolerances.OutputsBFloat16);
        TensorComparison.Near(Golden("pasta/bert-seq", "grads"), folder["gradients"], Tolerances.GradientsBFloat16, floorOfLargest: 1e-2);
    }

    [SharedDataFact]
    public void A_trained_backbone_under_autocast_is_as_near_as_in_plain_PyTorch()
    {
        using var folder = new TemporaryFolder();
        Run("models/bert-seq", nameof(BertFull), folder, precision: Precision.Bf16);
        AssertNear("models/bert-seq", folder, Tolerances.StatesAutocast, Tolerances.LogitsAutocast);
        TensorComparison.Near(Golden("models/bert-seq", "grads"), folder["gradients"], Tolerances.GradientsAutocast, Tolerances.GradientFloorAutocast);
        // Bounds from above alone would also hold in fp32.
        Assert.ThrowsAny<Exception>(() => TensorComparison.Near(Golden("models/bert-seq", "outputs"), folder["outputs"], Tolerances.Outputs, only: ["logits"]));
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

    private static void AssertNear(string golden, TemporaryFolder folder, double states, double logits)
    {
        TensorComparison.Near(Golden(golden, "outputs"), folder["outputs"], logits, only: ["logits"]);
        TensorComparison.Near(Golden(golden, "outputs"), folder["outputs"], states, inputs: Golden(golden, "inputs"),
            only: ["hidden_states.0", "hidden_states.1", "hidden_states.2", "hidden_states.3", "loss"]);
    }

    private static void Run(string golden, string model, TemporaryFolder folder, bool logitsOnly = false, Precision precision = Precision.Fp32) =>
        ForwardRun.Execute(new ForwardRequest
        {
            Model = Model(model),
            Backbone = SharedData.Path("goldens", golden),
            Input = Golden(golden, "inputs"),
            Output = folder["outputs"],
            Gradients = folder["gradients"],
            Delta = IsAdapted(golden) ? Golden(golden, "delta") : null,
            Unbound = IsAdapted(golden),
            LogitsOnly = logitsOnly,
            Precision = precision,
        });

    private static bool IsAdapted(string golden) => golden.StartsWith("pasta/", StringComparison.Ordinal);

    private static ModelDefinition Model(string name) => CompiledModels.All.Single(model => model.Facts.Name == name);

    private static string Golden(string golden, string file) => SharedData.Path("goldens", golden, file + ".safetensors");
}
