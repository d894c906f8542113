using PastaGen.Models;
using PastaGen.Testing;
using PastaGen.Text;
using PastaGen.Training;
using PastaGen.UserAdaptation;

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
    [InlineData("bert-seq-lora", "bias", "\"all\"")]
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
    [InlineData("bert-seq-lora", nameof(RobertaLora), "its config.json says model_type \"bert\"")]
    [InlineData("bert-seq-rslora", nameof(BertUnscaledLora), "BertUnscaledLora is declared with lora.scaling = Rank, but the adapter wants Scaling = LoraScaling.RootOfRank")]
    [InlineData("bert-seq-prefix", nameof(BertUnmovedPrefix), "BertUnmovedPrefix is declared with prefix.movesPositions = false, but the adapter wants MovesPositions = true")]
    public void A_folder_that_a_model_cannot_take_is_refused_with_what_to_do(string golden, string model, string sentence)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(sentence, Refusal(PythonFolders.Recorded(golden), model, golden, folder["delta"]), StringComparison.Ordinal);
    }

    // Where linears of several sizes are adapted, the library cuts one pair of matrices and this program draws a pair for each.
    [SharedDataFact]
    public void Random_matrices_that_mean_other_numbers_here_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var backbone = BackboneFolder.Open(PythonFolders.BackboneOf("bert-seq-vera"));
        using var loaded = BackboneLoader.Load(PythonFolders.Model(nameof(BertVera)), backbone, new LoadOptions
        {
            Labels = ["a", "b"],
            HeadFromFile = false,
            Settings = new Dictionary<string, double> { ["vera.sites"] = (double)(Site.Query | Site.FeedForwardOutput) },
        });
        var error = Assert.Throws<BadInputException>(() => PythonAdapterWriter.Write(loaded, folder["adapter"]));
        Assert.Equal("the Python PEFT library cannot hold BertVera: linears of several sizes take parts of one pair of random matrices there, and have a pair for each size here", error.Message);
    }

    private static string Refusal(string folder, string model, string golden, string output)
    {
        var definition = Models.CompiledModels.All.Concat(UserAdaptation.CompiledModels.All).Single(each => each.Facts.Name == model);
        return Assert.Throws<BadInputException>(() => AdapterConversion.Run(folder, definition, PythonFolders.BackboneOf(golden), output)).Message;
    }
}
