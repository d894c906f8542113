using PastaGen.Models;
using PastaGen.Text.Data;
using PastaGen.Testing;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>What the Python libraries and the papers' reference answered, reproduced with the recorded tensors.</summary>
public class GoldenAdaptationTests
{
    private static readonly Dictionary<string, double> Lora = new() { ["lora.rank"] = 4, ["lora.alpha"] = 8 };

    [SharedDataTheory]
    [InlineData("bert-seq-lora", nameof(BertLora))]
    [InlineData("bert-token-lora", nameof(BertTokenLora))]
    [InlineData("roberta-seq-lora", nameof(RobertaLora))]
    [InlineData("roberta-token-lora", nameof(RobertaTokenLora))]
    public void Low_rank_updates_give_the_recorded_answers(string golden, string model) =>
        Holds($"peft/{golden}", model, Lora, name => name.StartsWith("head.", StringComparison.Ordinal) ? null : $"base_model.model.{Family(golden)}.{name}.weight");

    [SharedDataTheory]
    [InlineData("bert-seq-prefix", nameof(BertPrefix))]
    [InlineData("bert-token-prefix", nameof(BertTokenPrefix))]
    [InlineData("roberta-seq-prefix", nameof(RobertaPrefix))]
    [InlineData("roberta-token-prefix", nameof(RobertaTokenPrefix))]
    [InlineData("bert-seq-prefix-mlp", nameof(BertPrefix))]
    public void Prefixes_give_the_recorded_answers(string golden, string model) =>
        Holds($"peft/{golden}", model, new() { ["prefix.length"] = 5 }, name => name == "prefixes" ? "prompt_embeddings" : null);

    [SharedDataTheory]
    [InlineData("bert-seq-bitfit", nameof(BertBitFit))]
    [InlineData("roberta-seq-bitfit", nameof(RobertaBitFit))]
    [InlineData("bert-seq-layernorm", nameof(BertLayerNorm))]
    [InlineData("roberta-seq-layernorm", nameof(RobertaLayerNorm))]
    public void Trained_weights_give_the_recorded_answers_and_gradients(string golden, string model) =>
        Holds($"papers/{golden}", model, [], name => name.StartsWith("head.", StringComparison.Ordinal) ? null : $"{Family(golden)}.{name}");

    private static string Family(string golden) => golden.Split('-')[0];

    // Loads the backbone, puts the recorded tensors in the delta's places, and compares all that is recorded.
    private static void Holds(string golden, string model, Dictionary<string, double> settings, Func<string, string?> nameInFile)
    {
        var path = SharedData.Path("goldens", golden);
        var isPeft = golden.StartsWith("peft/", StringComparison.Ordinal);
        var backbone = isPeft ? SharedData.Path("goldens", "peft", "base-" + string.Join('-', golden.Split('/')[1].Split('-').Take(2))) : path;
        using var folder = new TemporaryFolder();
        using var opened = BackboneFolder.Open(backbone);
        using var recorded = SafetensorsFile.Open(Path.Combine(path, isPeft ? "adapter_model.safetensors" : "trained.safetensors"));
        var definition = CompiledModels.All.Single(each => each.Facts.Name == model);
        var labels = golden.Contains("-token-", StringComparison.Ordinal) ? 5 : 3;
        using var loaded = BackboneLoader.Load(definition, opened, new LoadOptions { LabelCount = labels, Settings = settings, HeadFromFile = false });
        var names = loaded.Model.TrainedTensors().ToDictionary(tensor => tensor.DeltaName, tensor => nameInFile(tensor.DeltaName) ?? Head(tensor, recorded));
        Assert.Equal(recorded.Names.Order(), names.Values.Order());
        using var scope = NewDisposeScope();
        using (no_grad())
            foreach (var tensor in loaded.Model.TrainedTensors()) tensor.Parameter.copy_(recorded.Load(names[tensor.DeltaName], ScalarType.Float32, CPU));

        loaded.Model.eval();
        using var input = SafetensorsFile.Open(Path.Combine(path, "inputs.safetensors"));
        using var batch = new TensorFileBatch(input, loaded.Config, CPU).Read(null, () => loaded.Text, labels, loaded.Facts.AnswersPerToken ? TargetKind.Tags : TargetKind.Class);
        using var output = loaded.Model.Compute(batch);
        var loss = loaded.Model.Loss(output.Logits!, batch.Labels!);
        var logits = loaded.Facts.AnswersPerToken ? batch.Rows.Restore(output.Logits!) : output.Logits!;
        SafetensorsWriter.Write(folder["outputs"], [new("logits", logits.detach()), new("loss", loss.detach().reshape(1))]);
        TensorComparison.Near(Path.Combine(path, "outputs.safetensors"), folder["outputs"], Tolerances.Outputs, inputs: Path.Combine(path, "inputs.safetensors"), only: ["logits", "loss"]);
        if (isPeft) return;
        loss.backward();
        SafetensorsWriter.Write(folder["gradients"], [.. loaded.Model.TrainedTensors().Select(tensor => KeyValuePair.Create(names[tensor.DeltaName], tensor.Parameter.grad!))]);
        TensorComparison.Near(Path.Combine(path, "grads.safetensors"), folder["gradients"], Tolerances.Gradients, Tolerances.GradientFloor);
    }

    // Heads go by the names that their family has for them, behind what a file puts before.
    private static string Head(TrainedTensor tensor, SafetensorsFile recorded) =>
        recorded.Names.Single(name => name == tensor.CheckpointName || name.EndsWith("model." + tensor.CheckpointName, StringComparison.Ordinal));
}
