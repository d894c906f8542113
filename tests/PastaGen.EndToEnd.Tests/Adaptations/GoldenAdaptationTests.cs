using System.Text.Json;
using PastaGen.Models;
using PastaGen.Testing;
using PastaGen.Text;
using PastaGen.Text.Data;
using PastaGen.Training;
using PastaGen.UserAdaptation;
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
    [InlineData("bert-seq-prompt", nameof(BertPrompt))]
    [InlineData("bert-token-prompt", nameof(BertTokenPrompt))]
    [InlineData("roberta-seq-prompt", nameof(RobertaPrompt))]
    [InlineData("roberta-token-prompt", nameof(RobertaTokenPrompt))]
    [InlineData("bert-seq-p-tuning", nameof(BertPrompt))]
    [InlineData("bert-token-p-tuning", nameof(BertTokenPrompt))]
    [InlineData("roberta-seq-p-tuning", nameof(RobertaPrompt))]
    [InlineData("roberta-token-p-tuning", nameof(RobertaTokenPrompt))]
    [InlineData("bert-seq-vera", nameof(BertVera))]
    [InlineData("bert-token-vera", nameof(BertTokenVera))]
    [InlineData("roberta-seq-vera", nameof(RobertaVera))]
    [InlineData("roberta-token-vera", nameof(RobertaTokenVera))]
    public void An_adapter_folder_of_the_Python_library_gives_its_answers(string golden, string model)
    {
        var path = SharedData.Path("goldens", "peft", golden);
        var definition = Models.CompiledModels.All.Single(each => each.Facts.Name == model);
        using var folder = BackboneFolder.Open(SharedData.Path("goldens", "peft", "base-" + string.Join('-', golden.Split('-').Take(2))));
        using var adapter = PythonAdapter.Open(path, definition);
        using var loaded = adapter.LoadModel(folder);
        Compare(loaded, path, []);
    }

    [SharedDataTheory]
    [InlineData("bert-seq-lora-all", nameof(BertLora), "bias")]
    [InlineData("bert-seq-dora", nameof(BertLora), "use_dora")]
    [InlineData("bert-seq-vera", nameof(BertLora), "VERA")]
    public void What_would_change_numbers_is_refused_by_name(string golden, string model, string named)
    {
        var definition = Models.CompiledModels.All.Single(each => each.Facts.Name == model);
        using var folder = BackboneFolder.Open(SharedData.Path("goldens", "peft", "base-bert-seq"));
        var error = Assert.Throws<BadInputException>(() =>
        {
            using var adapter = PythonAdapter.Open(SharedData.Path("goldens", "peft", golden), definition);
            adapter.LoadModel(folder).Dispose();
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
        var definition = Models.CompiledModels.All.Single(each => each.Facts.Name == model);
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

    [SharedDataTheory]
    [InlineData("bert-seq-pasta-first", nameof(BertFirstToken))]
    [InlineData("roberta-seq-pasta-first", nameof(RobertaFirstToken))]
    [InlineData("bert-seq-pasta-shared-tokens", nameof(BertSharedTokens))]
    [InlineData("roberta-seq-pasta-shared-tokens", nameof(RobertaSharedTokens))]
    [InlineData("bert-seq-pasta-shared-layers", nameof(BertSharedLayers))]
    [InlineData("roberta-seq-pasta-shared-layers", nameof(RobertaSharedLayers))]
    [InlineData("bert-seq-pasta-layers-1-2", nameof(BertSecondLayer))]
    [InlineData("roberta-seq-pasta-layers-1-2", nameof(RobertaSecondLayer))]
    [InlineData("bert-seq-gatera-lora", nameof(BertGatedLora))]
    [InlineData("roberta-seq-gatera-lora", nameof(RobertaGatedLora))]
    [InlineData("bert-seq-hadamard", nameof(BertHadamard))]
    [InlineData("roberta-seq-hadamard", nameof(RobertaHadamard))]
    [InlineData("bert-seq-apt", nameof(BertAdaptivePrefix))]
    [InlineData("roberta-seq-apt", nameof(RobertaAdaptivePrefix))]
    public void Methods_of_papers_give_the_recorded_answers_and_gradients(string golden, string model)
    {
        var path = SharedData.Path("goldens", "papers", golden);
        using var opened = BackboneFolder.Open(path);
        using var recorded = SafetensorsFile.Open(Path.Combine(path, "trained.safetensors"));
        using var gradients = SafetensorsFile.Open(Path.Combine(path, "grads.safetensors"));
        var definition = Models.CompiledModels.All.Concat(UserAdaptation.CompiledModels.All).Single(each => each.Facts.Name == model);
        var settings = new Dictionary<string, double>();
        if (definition.Facts.OpenSettings.ContainsKey("pasta.occurrences"))
            settings["pasta.occurrences"] = TensorComparison.Read(Path.Combine(path, "inputs.safetensors"))["special_ordinal"].Values.Max();
        if (definition.Facts.OpenSettings.ContainsKey("gated_lora.rank"))
        {
            using var given = JsonDocument.Parse(File.ReadAllText(Path.Combine(path, "settings.json")));
            settings["gated_lora.rank"] = given.RootElement.GetProperty("r").GetDouble();
            settings["gated_lora.alpha"] = given.RootElement.GetProperty("alpha").GetDouble();
        }
        if (definition.Facts.OpenSettings.ContainsKey("apt.length")) settings["apt.length"] = recorded["layers.0.prefix_key"].Shape[0];
        using var loaded = BackboneLoader.Load(definition, opened, new LoadOptions { LabelCount = 3, HeadFromFile = false, Settings = settings });
        // A fresh Hadamard adapter changes nothing: it is there for the family's own head, which these cases were recorded with.
        var tensors = loaded.Model.TrainedTensors().Where(tensor => golden.EndsWith("-hadamard", StringComparison.Ordinal) || !tensor.DeltaName.Contains(".hadamard.", StringComparison.Ordinal)).ToArray();
        var trained = tensors.ToDictionary(tensor => tensor.DeltaName, tensor => RecordedNames.Of(tensor, loaded.Config.LayerCount));
        Assert.Equal(recorded.Names.Order(), trained.Values.SelectMany(names => names).Order());
        using var scope = NewDisposeScope();
        using (no_grad())
            foreach (var tensor in tensors) tensor.Parameter.copy_(Joined(recorded, trained[tensor.DeltaName]).reshape(tensor.Parameter.shape));
        Compare(loaded, path, []);
        loaded.Model.zero_grad();
        using var folder = new TemporaryFolder();
        var (_, loss) = Answer(loaded, path);
        loss.backward();
        SafetensorsWriter.Write(folder["expected"], [.. trained.Select(each => KeyValuePair.Create(each.Key, Joined(gradients, each.Value)))]);
        SafetensorsWriter.Write(folder["gradients"], [.. tensors.Select(tensor =>
            KeyValuePair.Create(tensor.DeltaName, tensor.Parameter.grad!.reshape(Joined(gradients, trained[tensor.DeltaName]).shape)))]);
        TensorComparison.Near(folder["expected"], folder["gradients"], Tolerances.Gradients, Tolerances.GradientFloor);
    }

    // The recorded mask, behind ones for virtual tokens where tokens are answered for.
    private static string Masks(string path, Tensor logits, string longer)
    {
        using var scope = NewDisposeScope();
        using var input = SafetensorsFile.Open(Path.Combine(path, "inputs.safetensors"));
        var mask = input.Load("attention_mask", ScalarType.Int64, CPU);
        if (logits.shape.Length == 3 && logits.shape[1] > mask.shape[1]) mask = cat([ones([mask.shape[0], logits.shape[1] - mask.shape[1]], dtype: ScalarType.Int64), mask], 1);
        SafetensorsWriter.Write(longer, [new("attention_mask", mask)]);
        return longer;
    }

    // Some of our tensors hold what is recorded layer by layer.
    private static Tensor Joined(SafetensorsFile file, string[] names) => cat([.. names.Select(name => file.Load(name, ScalarType.Float32, CPU))], 0);

    // The answer to the recorded input; its tensors belong to the scope of the caller.
    private static (Tensor Logits, Tensor Loss) Answer(LoadedModel loaded, string path)
    {
        loaded.Model.eval();
        using var input = SafetensorsFile.Open(Path.Combine(path, "inputs.safetensors"));
        using var batch = new TensorFileBatch(input, loaded.Config, CPU).Read(
            loaded.Facts.OpenSettings.ContainsKey("pasta.occurrences") ? int.MaxValue : null, () => loaded.Text, loaded.Model.Shape.LabelCount,
            loaded.Facts.AnswersPerToken ? TargetKind.Tags : TargetKind.Class, answersVirtualTokens: true);
        var logits = loaded.Model.Compute(batch).Logits!;
        if (!loaded.Facts.AnswersPerToken) return (logits, loaded.Model.Loss(logits, batch.Labels!));
        if (logits.shape[0] == batch.Rows.TokenCount) return (batch.Rows.Restore(logits), loaded.Model.Loss(logits, batch.Labels!));
        var longer = batch.Rows.Prepended((int)(logits.shape[0] - batch.Rows.TokenCount) / batch.Rows.Count);
        return (longer.Rows.Restore(logits), loaded.Model.Loss(logits.index_select(0, longer.Places), batch.Labels!));
    }

    // Compares answers with the recorded ones, and gradients where names tell which they are.
    internal static void Compare(LoadedModel loaded, string path, Dictionary<string, string> names, string outputs = "outputs.safetensors")
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var (logits, loss) = Answer(loaded, path);
        SafetensorsWriter.Write(folder["outputs"], [new("logits", logits.detach()), new("loss", loss.detach().reshape(1))]);
        TensorComparison.Near(Path.Combine(path, outputs), folder["outputs"], Tolerances.Outputs, inputs: Masks(path, logits, folder["masks"]), only: ["logits", "loss"]);
        if (names.Count == 0) return;
        loss.backward();
        SafetensorsWriter.Write(folder["gradients"], [.. loaded.Model.TrainedTensors().Select(tensor => KeyValuePair.Create(names[tensor.DeltaName], tensor.Parameter.grad!))]);
        TensorComparison.Near(Path.Combine(path, "grads.safetensors"), folder["gradients"], Tolerances.Gradients, Tolerances.GradientFloor);
    }
}
