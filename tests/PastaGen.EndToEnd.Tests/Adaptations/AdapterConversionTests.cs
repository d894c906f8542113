using PastaGen.Models;
using PastaGen.Testing;
using PastaGen.Text;
using PastaGen.Training;
using PastaGen.UserAdaptation;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Folders of the Python PEFT library become deltas and come back.</summary>
public class AdapterConversionTests
{
    // Ways of training: what is computed follows from what training has left.
    private static readonly string[] OfTraining = ["prefix_projection", "encoder_hidden_size", "prompt_tuning_init", "peft_type"];

    [SharedDataTheory]
    [MemberData(nameof(PythonFolders.All), MemberType = typeof(PythonFolders))]
    public void A_recorded_folder_comes_back_bit_for_bit(string golden, string model)
    {
        var (recorded, backbone) = (PythonFolders.Recorded(golden), PythonFolders.BackboneOf(golden));
        using var folder = new TemporaryFolder();
        var read = AdapterConversion.Run(recorded, PythonFolders.Model(model), backbone, folder["delta"], "pasta convert");
        var written = AdapterConversion.Run(folder["delta"], PythonFolders.Model(model), backbone, folder["adapter"]);
        Assert.Equal(Path.Combine(folder["delta"], "delta.safetensors"), read.Output);
        Assert.Equal(folder["adapter"], written.Output);
        using (var delta = DeltaFile.Open(read.Output)) Assert.Equal("pasta convert", delta.Header!.Command);

        using var before = SafetensorsFile.Open(Path.Combine(recorded, "adapter_model.safetensors"));
        using var after = SafetensorsFile.Open(Path.Combine(folder["adapter"], "adapter_model.safetensors"));
        Assert.Equal(before.Names.Order(), after.Names.Order());
        foreach (var entry in before.Entries)
        {
            Assert.Equal(entry.Shape, after[entry.Name].Shape);
            Assert.True(before.Bytes(entry).SequenceEqual(after.Bytes(entry.Name)), entry.Name);
        }
        Assert.Equal("pt", after.Metadata["format"]);
        Assert.Equal(before.Entries.Count, written.Tensors);

        var (wished, found) = (PythonFolders.Config(recorded), PythonFolders.Config(folder["adapter"]));
        foreach (var (key, value) in found)
            if (key is "target_modules" or "feedforward_modules") Assert.Equal(PythonFolders.Meant(wished[key], backbone), PythonFolders.Meant(value, backbone));
            else if (key == "modules_to_save") Assert.Equal(wished[key]!.AsArray().Select(each => each!.GetValue<string>()).ToHashSet(), value!.AsArray().Select(each => each!.GetValue<string>()).ToHashSet());
            else if (!OfTraining.Contains(key)) Assert.True(PythonFolders.Spelled(wished[key]) == PythonFolders.Spelled(value), key);
        string[] mattering = ["r", "lora_alpha", "use_rslora", "use_dora", "bias", "task_type", "num_virtual_tokens", "target_modules", "feedforward_modules", "projection_prng_key", "save_projection"];
        Assert.DoesNotContain(mattering, key => wished.ContainsKey(key) && !found.ContainsKey(key));
    }

    [SharedDataTheory]
    [InlineData("bert-seq-lora", "rank_pattern", "{\"query\": 2}")]
    [InlineData("bert-seq-lora", "alpha_pattern", "{\"query\": 2}")]
    [InlineData("bert-seq-lora", "lora_bias", "true")]
    [InlineData("bert-seq-lora", "fan_in_fan_out", "true")]
    [InlineData("bert-seq-lora", "use_qalora", "true")]
    [InlineData("bert-seq-lora", "use_bdlora", "{\"n\": 2}")]
    [InlineData("bert-seq-lora", "layer_replication", "[[0, 2]]")]
    [InlineData("bert-seq-lora", "target_parameters", "[\"weight\"]")]
    [InlineData("bert-seq-lora", "trainable_token_indices", "[1]")]
    [InlineData("bert-seq-lora", "alora_invocation_tokens", "[1]")]
    [InlineData("bert-seq-lora", "megatron_config", "{\"a\": 1}")]
    [InlineData("bert-seq-lora", "init_lora_weights", "\"pissa\"")]
    [InlineData("bert-seq-lora", "bias", "\"some\"")]
    [InlineData("bert-seq-lora", "task_type", "\"TOKEN_CLS\"")]
    [InlineData("bert-seq-lora", "a_key_of_tomorrow", "0.5")]
    [InlineData("bert-seq-dora", "bias", "\"lora_only\"")]
    [InlineData("bert-seq-ia3", "fan_in_fan_out", "true")]
    [InlineData("bert-seq-ln", "a_key_of_tomorrow", "\"yes\"")]
    [InlineData("bert-seq-vera", "save_projection", "false")]
    [InlineData("bert-seq-vera", "projection_prng_key", "1")]
    [InlineData("bert-seq-vera", "bias", "\"all\"")]
    [InlineData("bert-seq-prefix", "num_transformer_submodules", "2")]
    [InlineData("bert-seq-prompt", "num_transformer_submodules", "2")]
    public void A_setting_that_would_change_numbers_is_refused_by_name(string golden, string key, string json)
    {
        using var folder = new TemporaryFolder();
        var changed = PythonFolders.With(folder, PythonFolders.Recorded(golden), key, json);
        var message = Refusal(changed, "Bert" + PythonFolders.Models[golden["bert-seq-".Length..]], golden, folder["delta"]);
        // Random matrices of another seed are not those of the file.
        Assert.Contains(key == "projection_prng_key" ? "base_model.vera_A is not what" : $"\"{key}\"", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["delta"]));
    }

    [SharedDataTheory]
    [InlineData("lora", "lora_dropout", "0.3")]
    [InlineData("lora", "init_lora_weights", "\"gaussian\"")]
    [InlineData("lora", "init_lora_weights", "false")]
    [InlineData("lora", "layers_to_transform", "[0, 1, 2]")]
    [InlineData("lora", "peft_version", "\"9.9\"")]
    [InlineData("lora", "a_key_of_tomorrow", "false")]
    [InlineData("lora", "another_key_of_tomorrow", "{}")]
    [InlineData("vera", "d_initial", "0.7")]
    [InlineData("prefix", "inference_mode", "false")]
    [InlineData("p-tuning", "encoder_dropout", "0.4")]
    public void A_setting_without_influence_is_let_be(string method, string key, string json)
    {
        using var folder = new TemporaryFolder();
        var golden = "bert-seq-" + method;
        var changed = PythonFolders.With(folder, PythonFolders.Recorded(golden), key, json);
        var report = AdapterConversion.Run(changed, PythonFolders.Model("Bert" + PythonFolders.Models[method]), PythonFolders.BackboneOf(golden), folder["delta"]);
        Assert.True(File.Exists(report.Output));
    }

    [SharedDataTheory]
    [InlineData("bert-seq-lora-all", nameof(BertLora), "holds base_model.model.bert.encoder.layer.0.attention.output.dense.base_layer.bias, which BertLora has no place for; 'convert DIR --declare' prints")]
    [InlineData("bert-seq-lora", nameof(BertTokenLora), "expected \"task_type\" to be \"TOKEN_CLS\", because BertTokenLora labels tokens, found \"SEQ_CLS\"")]
    [InlineData("bert-seq-vera", nameof(BertLora), "holds an adapter of the type VERA, but BertLora has the adaptations lora")]
    [InlineData("bert-seq-prefix", nameof(BertPrefixNetwork), "holds an adapter of the type PREFIX_TUNING, but BertPrefixNetwork has the adaptations prefix-network")]
    [InlineData("bert-seq-lora", nameof(BertMaskedLmLora), "BertMaskedLmLora trains its head masked-lm, which the library has no task for and leaves frozen; adapters are converted for heads")]
    [InlineData("bert-seq-lora", nameof(RobertaLora), "its config.json says model_type \"bert\"")]
    [InlineData("bert-seq-rslora", nameof(BertUnscaledLora), "BertUnscaledLora is declared with lora.scaling = Rank, but the adapter wants Scaling = LoraScaling.RootOfRank")]
    [InlineData("bert-seq-prefix", nameof(BertUnmovedPrefix), "BertUnmovedPrefix is declared with prefix.movesPositions = false, but the adapter wants MovesPositions = true")]
    public void A_folder_that_a_model_cannot_take_is_refused_with_what_to_do(string golden, string model, string sentence)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(sentence, Refusal(PythonFolders.Recorded(golden), model, golden, folder["delta"]), StringComparison.Ordinal);
    }

    // The library draws one pair as wide as the widest linear, and each linear reads the first columns and rows of it.
    [SharedDataFact]
    public void Random_matrices_are_one_pair_for_linears_of_several_sizes()
    {
        const int rank = 4, hidden = 48, intermediate = 96;
        var (path, model) = (PythonFolders.BackboneOf("bert-seq-vera"), PythonFolders.Model(nameof(BertVera)));
        using var folder = new TemporaryFolder();
        using var backbone = BackboneFolder.Open(path);
        using (var loaded = BackboneLoader.Load(model, backbone, new LoadOptions
        {
            LabelCount = 3,
            HeadFromFile = false,
            Settings = new Dictionary<string, double> { ["vera.rank"] = rank, ["vera.seed"] = 7, ["vera.sites"] = (double)(Site.Value | Site.FeedForwardWidened) },
        }))
        {
            AdaptationTests.Randomize(loaded, new Random(3));
            DeltaFile.Save(folder["delta"], loaded);
        }
        AdapterConversion.Run(folder["delta"], model, path, folder["adapter"]);
        using (var adapter = SafetensorsFile.Open(Path.Combine(folder["adapter"], "adapter_model.safetensors")))
        using (var generator = new TorchSharp.torch.Generator(7))
        using (NewDisposeScope())
        {
            var a = empty(rank, hidden).uniform_(-Math.Sqrt(6.0 / hidden), Math.Sqrt(6.0 / hidden), generator);
            var b = empty(intermediate, rank).uniform_(-Math.Sqrt(6.0 / rank), Math.Sqrt(6.0 / rank), generator);
            Assert.True(a.allclose(adapter.Load("base_model.vera_A", ScalarType.Float32), 0, 0));
            Assert.True(b.allclose(adapter.Load("base_model.vera_B", ScalarType.Float32), 0, 0));
            Assert.Equal([hidden], adapter["base_model.model.bert.encoder.layer.0.attention.self.value.vera_lambda_b"].Shape);
        }
        Assert.Equal(["intermediate.dense", "value"], PythonFolders.Config(folder["adapter"])["target_modules"]!.AsArray().Select(each => each!.GetValue<string>()));

        var back = AdapterConversion.Run(folder["adapter"], model, path, folder["again"]);
        var (before, after) = (TensorComparison.Read(folder["delta"]), TensorComparison.Read(back.Output));
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.All(before, each => Assert.Equal(each.Value.Values, after[each.Key].Values));
        Assert.Contains("[Vera(Sites = Site.Value | Site.FeedForwardWidened, Rank = 4, Seed = 7)]", AdapterDeclaration.Of(folder["adapter"], Models.CompiledModels.All, path), StringComparison.Ordinal);
    }

    // By the library's rule: every bias, that of a linear with an update inside of what updates it, and those of the head as it is used and as it was.
    [SharedDataFact]
    public void All_biases_are_read_written_and_declared_by_the_librarys_names()
    {
        const string golden = "bert-seq-lora", prefix = "base_model.model.";
        var (recorded, backbone, model) = (PythonFolders.Recorded(golden), PythonFolders.BackboneOf(golden), BertLoraOfAllBiases.Definition);
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> Read(string path)
        {
            using var file = SafetensorsFile.Open(path);
            return file.Names.ToDictionary(name => name, name => file.Load(name));
        }
        var (weights, tensors) = (Read(Path.Combine(backbone, "model.safetensors")), Read(Path.Combine(recorded, "adapter_model.safetensors")));
        tensors[prefix + "classifier.original_module.bias"] = weights["classifier.bias"];
        tensors[prefix + "classifier.modules_to_save.bias"] = tensors[prefix + "classifier.bias"];
        foreach (var name in weights.Keys.Where(name => name.StartsWith("bert.", StringComparison.Ordinal) && name.EndsWith(".bias", StringComparison.Ordinal)).ToArray())
        {
            weights[name] = weights[name] + (rand(weights[name].shape) * 0.1);
            tensors[prefix + (name.Contains(".query.", StringComparison.Ordinal) || name.Contains(".value.", StringComparison.Ordinal) ? name.Replace(".bias", ".base_layer.bias", StringComparison.Ordinal) : name)] = weights[name];
        }
        var adapter = PythonFolders.With(folder, recorded, "bias", "\"all\"");
        SafetensorsWriter.Write(Path.Combine(adapter, "adapter_model.safetensors"), tensors);

        // The same numbers: the updates alone, over a backbone with these biases.
        Directory.CreateDirectory(folder["biased"]);
        File.Copy(Path.Combine(backbone, "config.json"), Path.Combine(folder["biased"], "config.json"));
        SafetensorsWriter.Write(Path.Combine(folder["biased"], "model.safetensors"), weights);
        var request = new ForwardRequest { Model = model, Backbone = backbone, Delta = adapter, Input = Path.Combine(recorded, "inputs.safetensors"), Output = folder["answers"] };
        ForwardRun.Execute(request);
        ForwardRun.Execute(request with { Model = PythonFolders.Model(nameof(BertLora)), Backbone = folder["biased"], Delta = recorded, Output = folder["expected"] });
        TensorComparison.Near(folder["expected"], folder["answers"], 1e-6);

        AdapterConversion.Run(adapter, model, backbone, folder["delta"]);
        AdapterConversion.Run(folder["delta"], model, backbone, folder["again"]);
        Assert.Equal("all", PythonFolders.Config(folder["again"])["bias"]!.GetValue<string>());
        var again = Read(Path.Combine(folder["again"], "adapter_model.safetensors"));
        Assert.Equal(tensors.Keys.Where(name => !name.Contains("module", StringComparison.Ordinal)).Order(), again.Keys.Order());
        Assert.All(again, each => Assert.True(each.Value.allclose(tensors[each.Key], 0, 0), each.Key));
        Assert.Contains("Biases = LoraBiases.All,", AdapterDeclaration.Of(adapter, Models.CompiledModels.All, backbone), StringComparison.Ordinal);

        Assert.Contains("holds base_model.model.bert.embeddings.LayerNorm.bias, which BertLora has no place for", Refusal(adapter, nameof(BertLora), golden, folder["none"]), StringComparison.Ordinal);
        tensors.Remove(prefix + "bert.pooler.dense.bias");
        SafetensorsWriter.Write(Path.Combine(adapter, "adapter_model.safetensors"), tensors);
        Assert.Contains("lacks base_model.model.bert.pooler.dense.", Refusal(adapter, model.Facts.Name, golden, folder["none"]), StringComparison.Ordinal);
    }

    private static string Refusal(string folder, string model, string golden, string output)
    {
        var definition = Models.CompiledModels.All.Concat(UserAdaptation.CompiledModels.All).Single(each => each.Facts.Name == model);
        return Assert.Throws<BadInputException>(() => AdapterConversion.Run(folder, definition, PythonFolders.BackboneOf(golden), output)).Message;
    }
}
