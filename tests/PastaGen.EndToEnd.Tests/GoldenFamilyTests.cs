using PastaGen.Models;
using PastaGen.Modules;
using PastaGen.Testing;
using PastaGen.Training;
using static TorchSharp.torch;

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

    [SharedDataTheory]
    [InlineData("models/bert-seq", nameof(BertMultiLabelFull))]
    [InlineData("models/roberta-seq", nameof(RobertaMultiLabelFull))]
    [InlineData("models/distilbert-seq", nameof(DistilbertMultiLabelFull))]
    [InlineData("models/deberta-v2-seq", nameof(DebertaV2MultiLabelFull))]
    [InlineData("models/modernbert-seq", nameof(ModernbertMultiLabelFull))]
    public void A_head_for_several_labels_gives_the_recorded_logits(string golden, string model)
    {
        using var folder = new TemporaryFolder();
        using (var inputs = SafetensorsFile.Open(Golden(golden, "inputs")))
        using (NewDisposeScope())
            SafetensorsWriter.Write(folder["inputs"], [.. TensorComparison.Read(Golden(golden, "inputs")).Keys.Where(name => name != "labels")
                .Select(name => KeyValuePair.Create(name, inputs.Load(name, ScalarType.Int64, CPU)))]);
        ForwardRun.Execute(new ForwardRequest { Model = Model(model), Backbone = SharedData.Path("goldens", golden), Input = folder["inputs"], Output = folder["outputs"] });
        TensorComparison.Near(Golden(golden, "outputs"), folder["outputs"], Tolerances.Outputs, only: ["logits"]);
    }

    [Theory]
    [InlineData(nameof(BertFull), nameof(BertRegressionFull), nameof(BertMultiLabelFull))]
    [InlineData(nameof(BertPasta), nameof(BertRegressionPasta), nameof(BertMultiLabelPasta))]
    [InlineData(nameof(RobertaFull), nameof(RobertaRegressionFull), nameof(RobertaMultiLabelFull))]
    [InlineData(nameof(RobertaPasta), nameof(RobertaRegressionPasta), nameof(RobertaMultiLabelPasta))]
    [InlineData(nameof(RobertaHeadOnly), nameof(RobertaRegressionHeadOnly))]
    [InlineData(nameof(DistilbertFull), nameof(DistilbertRegressionFull), nameof(DistilbertMultiLabelFull))]
    [InlineData(nameof(DistilbertPasta), nameof(DistilbertRegressionPasta), nameof(DistilbertMultiLabelPasta))]
    [InlineData(nameof(DistilbertHeadOnly), nameof(DistilbertRegressionHeadOnly))]
    [InlineData(nameof(DebertaV2Full), nameof(DebertaV2RegressionFull), nameof(DebertaV2MultiLabelFull))]
    [InlineData(nameof(DebertaV2Pasta), nameof(DebertaV2RegressionPasta), nameof(DebertaV2MultiLabelPasta))]
    [InlineData(nameof(DebertaV2HeadOnly), nameof(DebertaV2RegressionHeadOnly))]
    [InlineData(nameof(ModernbertFull), nameof(ModernbertRegressionFull), nameof(ModernbertMultiLabelFull))]
    [InlineData(nameof(ModernbertPasta), nameof(ModernbertRegressionPasta), nameof(ModernbertMultiLabelPasta))]
    [InlineData(nameof(ModernbertHeadOnly), nameof(ModernbertRegressionHeadOnly))]
    public void Heads_for_a_number_and_for_several_labels_are_made_as_those_for_one(string one, params string[] others)
    {
        foreach (var other in others)
        {
            Assert.Equal(Parameters(one), Parameters(other));
            Assert.Equal(other.Contains("Regression", StringComparison.Ordinal) ? "regression" : "multi-label", Model(other).Facts.Head);
        }

        static IEnumerable<string> Parameters(string model) => Model(model).Facts.Parameters(new(Sizes, LabelCount: 1))
            .Select(parameter => $"{parameter.Name} {parameter.CheckpointName} {parameter.DeltaName} [{string.Join(", ", parameter.Shape)}] {parameter.State}");
    }

    private static EncoderConfig Sizes { get; } = new()
    {
        ModelType = "any",
        HiddenSize = 8,
        LayerCount = 2,
        HeadCount = 2,
        IntermediateSize = 16,
        VocabularySize = 10,
        PositionCount = 12,
        TokenTypeCount = 2,
    };

    private static ModelDefinition Model(string name) => CompiledModels.All.Single(definition => definition.Facts.Name == name);

    private static void Run(string golden, string model, TemporaryFolder folder, bool logitsOnly)
    {
        var adapted = golden.StartsWith("pasta/", StringComparison.Ordinal);
        ForwardRun.Execute(new ForwardRequest
        {
            Model = Model(model),
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
