using PastaGen.Models;
using PastaGen.Text;
using PastaGen.Text.Data;
using PastaGen.Testing;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>What the Python libraries and the papers' reference answered, reproduced with the recorded tensors.</summary>
public class GoldenAdaptationTests
{
    [SharedDataTheory]
    [InlineData("bert-seq-lora", nameof(BertLora))]
    [InlineData("bert-seq-rslora", nameof(BertLora))]
    [InlineData("bert-token-lora", nameof(BertTokenLora))]
    [InlineData("bert-token-rslora", nameof(BertTokenLora))]
    [InlineData("roberta-seq-lora", nameof(RobertaLora))]
    [InlineData("roberta-seq-rslora", nameof(RobertaLora))]
    [InlineData("roberta-token-lora", nameof(RobertaTokenLora))]
    [InlineData("roberta-token-rslora", nameof(RobertaTokenLora))]
    [InlineData("bert-seq-prefix", nameof(BertPrefix))]
    [InlineData("bert-seq-prefix-mlp", nameof(BertPrefix))]
    [InlineData("bert-token-prefix", nameof(BertTokenPrefix))]
    [InlineData("bert-token-prefix-mlp", nameof(BertTokenPrefix))]
    [InlineData("roberta-seq-prefix", nameof(RobertaPrefix))]
    [InlineData("roberta-seq-prefix-mlp", nameof(RobertaPrefix))]
    [InlineData("roberta-token-prefix", nameof(RobertaTokenPrefix))]
    [InlineData("roberta-token-prefix-mlp", nameof(RobertaTokenPrefix))]
    [InlineData("bert-seq-ln", nameof(BertLayerNorm))]
    [InlineData("bert-token-ln", nameof(BertTokenLayerNorm))]
    [InlineData("roberta-seq-ln", nameof(RobertaLayerNorm))]
    [InlineData("roberta-token-ln", nameof(RobertaTokenLayerNorm))]
    [InlineData("bert-seq-ia3", nameof(BertIa3))]
    [InlineData("bert-token-ia3", nameof(BertTokenIa3))]
    [InlineData("roberta-seq-ia3", nameof(RobertaIa3))]
    [InlineData("roberta-token-ia3", nameof(RobertaTokenIa3))]
    [InlineData("bert-seq-ia3-ff", nameof(BertIa3))]
    [InlineData("bert-token-ia3-ff", nameof(BertTokenIa3))]
    [InlineData("roberta-seq-ia3-ff", nameof(RobertaIa3))]
    [InlineData("roberta-token-ia3-ff", nameof(RobertaTokenIa3))]
    [InlineData("bert-seq-dora", nameof(BertDora))]
    [InlineData("bert-token-dora", nameof(BertTokenDora))]
    [InlineData("roberta-seq-dora", nameof(RobertaDora))]
    [InlineData("roberta-token-dora", nameof(RobertaTokenDora))]
    [InlineData("bert-seq-lora-all", nameof(BertLoraBiases))]
    [InlineData("bert-token-lora-all", nameof(BertTokenLoraBiases))]
    [InlineData("roberta-seq-lora-all", nameof(RobertaLoraBiases))]
    [InlineData("roberta-token-lora-all", nameof(RobertaTokenLoraBiases))]
    [InlineData("bert-seq-vera", nameof(BertVera))]
    [InlineData("bert-token-vera", nameof(BertTokenVera))]
    [InlineData("roberta-seq-vera", nameof(RobertaVera))]
    [InlineData("roberta-token-vera", nameof(RobertaTokenVera))]
    public void An_adapter_folder_of_the_Python_library_gives_its_answers(string golden, string model)
    {
        var path = SharedData.Path("goldens", "peft", golden);
        var definition = CompiledModels.All.Single(each => each.Facts.Name == model);
        using var folder = BackboneFolder.Open(SharedData.Path("goldens", "peft", "base-" + string.Join('-', golden.Split('-').Take(2))));
        using var adapter = PythonAdapter.Open(path, definition.Facts);
        using var loaded = adapter.LoadModel(definition, folder);
        Compare(loaded, path, []);
    }

    [SharedDataTheory]
    [InlineData("bert-seq-lora-all", nameof(BertLora), "bias")]
    [InlineData("bert-seq-dora", nameof(BertLora), "use_dora")]
    [InlineData("bert-seq-vera", nameof(BertLora), "VERA")]
    public void What_would_change_numbers_is_refused_by_name(string golden, string model, string named)
    {
        var definition = CompiledModels.All.Single(each => each.Facts.Name == model);
        using var folder = BackboneFolder.Open(SharedData.Path("goldens", "peft", "base-bert-seq"));
        var error = Assert.Throws<BadInputException>(() =>
        {
            using var adapter = PythonAdapter.Open(SharedData.Path("goldens", "peft", golden), definition.Facts);
            adapter.LoadModel(definition, folder).Dispose();
        });
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [SharedDataTheory]
    [InlineData("bert-seq-bitfit", nameof(BertBitFit))]
    [InlineData("roberta-seq-bitfit", nameof(RobertaBitFit))]
    [InlineData("bert-seq-layernorm", nameof(BertLayerNorm))]
    [InlineData("roberta-seq-layernorm", nameof(RobertaLayerNorm))]
    public void Trained_weights_give_the_recorded_answers_and_gradients(string golden, string model)
    {
        var path = SharedData.Path("goldens", "papers", golden);
        using var opened = BackboneFolder.Open(path);
        using var recorded = SafetensorsFile.Open(Path.Combine(path, "trained.safetensors"));
        var definition = CompiledModels.All.Single(each => each.Facts.Name == model);
        using var loaded = BackboneLoader.Load(definition, opened, new LoadOptions { LabelCount = 3, HeadFromFile = false });
        var names = loaded.Model.TrainedTensors().ToDictionary(
            tensor => tensor.DeltaName,
            tensor => tensor.DeltaName.StartsWith("head.", StringComparison.Ordinal) ? tensor.CheckpointName! : definition.Facts.CheckpointPrefix + tensor.DeltaName);
        Assert.Equal(recorded.Names.Order(), names.Values.Order());
        using var scope = NewDisposeScope();
        using (no_grad())
            foreach (var tensor in loaded.Model.TrainedTensors()) tensor.Parameter.copy_(recorded.Load(names[tensor.DeltaName], ScalarType.Float32, CPU));
        Compare(loaded, path, names);
    }

    // Compares answers with the recorded ones, and gradients where names tell which they are.
    private static void Compare(LoadedModel loaded, string path, Dictionary<string, string> names)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        loaded.Model.eval();
        using var input = SafetensorsFile.Open(Path.Combine(path, "inputs.safetensors"));
        using var batch = new TensorFileBatch(input, loaded.Config, CPU).Read(
            null, () => loaded.Text, loaded.Model.Shape.LabelCount, loaded.Facts.AnswersPerToken ? TargetKind.Tags : TargetKind.Class);
        using var output = loaded.Model.Compute(batch);
        var loss = loaded.Model.Loss(output.Logits!, batch.Labels!);
        var logits = loaded.Facts.AnswersPerToken ? batch.Rows.Restore(output.Logits!) : output.Logits!;
        SafetensorsWriter.Write(folder["outputs"], [new("logits", logits.detach()), new("loss", loss.detach().reshape(1))]);
        TensorComparison.Near(Path.Combine(path, "outputs.safetensors"), folder["outputs"], Tolerances.Outputs, inputs: Path.Combine(path, "inputs.safetensors"), only: ["logits", "loss"]);
        if (names.Count == 0) return;
        loss.backward();
        SafetensorsWriter.Write(folder["gradients"], [.. loaded.Model.TrainedTensors().Select(tensor => KeyValuePair.Create(names[tensor.DeltaName], tensor.Parameter.grad!))]);
        TensorComparison.Near(Path.Combine(path, "grads.safetensors"), folder["gradients"], Tolerances.Gradients, Tolerances.GradientFloor);
    }
}
