using PastaGen.Modules;
using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

public sealed class BackboneLoaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("bert.")]
    [InlineData("")]
    public void Weights_are_found_with_and_without_the_prefix(string prefix)
    {
        using var backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b"), prefix: prefix));
        using var model = BackboneLoader.Load(HandBertPlan.Full, backbone, new LoadOptions { Labels = ["no", "yes"] });

        Assert.True(model.Report.Fits);
        Assert.Equal($"{prefix}pooler.dense.bias", model.Report.NameInFile("pooler.dense.bias"));
        Assert.Equal(HandBertPlan.EncoderWeights(TinyBackbone.Config).Select(weight => weight.Name).Order(), model.Report.Loaded.Keys.Order());
        using var scope = NewDisposeScope();
        foreach (var tensor in model.Model.TrainedTensors().Where(tensor => model.Report.Loaded.ContainsKey(tensor.DeltaName)))
            Assert.Equal(backbone.Weights.Load(prefix + tensor.DeltaName).data<float>().ToArray(), tensor.Parameter.data<float>().ToArray());
    }

    [Fact]
    public void Old_files_call_norms_gamma_and_beta_and_give_the_same_digest()
    {
        static string Old(string name) => name.Replace("LayerNorm.weight", "LayerNorm.gamma", StringComparison.Ordinal).Replace("LayerNorm.bias", "LayerNorm.beta", StringComparison.Ordinal);
        using var old = BackboneFolder.Open(TinyBackbone.Write(folder.File("old"), rename: Old));
        using var today = BackboneFolder.Open(TinyBackbone.Write(folder.File("today"), prefix: ""));
        using var model = BackboneLoader.Load(HandBertPlan.Pasta, old);

        Assert.True(model.Report.Fits);
        Assert.Equal("bert.embeddings.LayerNorm.gamma", model.Report.NameInFile("embeddings.LayerNorm.weight"));
        Assert.Equal(today.Digest("bert."), old.Digest("bert."));
    }

    [Fact]
    public void The_digest_passes_over_heads_and_buffers_and_changes_with_one_bit()
    {
        using var bare = BackboneFolder.Open(TinyBackbone.Write(folder.File("bare"), prefix: ""));
        using var whole = BackboneFolder.Open(TinyBackbone.Write(folder.File("whole"), headLabels: 3));
        using var scope = NewDisposeScope();
        var weights = TinyBackbone.Weights(1);
        weights["bert.embeddings.position_ids"] = arange(12).unsqueeze(0);
        using var buffered = Write("buffered", weights);
        weights["bert.encoder.layer.1.output.dense.bias"] = weights["bert.encoder.layer.1.output.dense.bias"].clone();
        weights["bert.encoder.layer.1.output.dense.bias"].bytes[0] ^= 1;
        using var changed = Write("changed", weights);
        using var renamed = BackboneFolder.Open(TinyBackbone.Write(folder.File("renamed"), rename: name => name.Replace("layer.0", "layer.7", StringComparison.Ordinal)));

        Assert.Equal(64, bare.Digest("bert.").Length);
        Assert.Equal(bare.Digest("bert."), whole.Digest("bert."));
        Assert.Equal(bare.Digest("bert."), buffered.Digest("bert."));
        Assert.NotEqual(bare.Digest("bert."), changed.Digest("bert."));
        Assert.NotEqual(bare.Digest("bert."), renamed.Digest("bert."));
    }

    [Fact]
    public void Heads_buffers_and_parts_that_the_model_does_not_read_are_ignored_and_listed()
    {
        using var scope = NewDisposeScope();
        var weights = TinyBackbone.Weights(1, headLabels: 3);
        weights["bert.embeddings.position_ids"] = arange(12).unsqueeze(0);
        weights["cls.predictions.bias"] = ones(16);
        weights["bert.other.weight"] = ones(1);
        using var backbone = Write("b", weights);
        using var model = BackboneLoader.Load(HandBertPlan.Pasta, backbone);

        Assert.Equal(
            ["bert.embeddings.position_ids", "bert.other.weight", "classifier.bias", "classifier.weight", "cls.predictions.bias"],
            model.Report.Ignored.Keys.Order());
    }

    [Fact]
    public void Missing_misshapen_and_unexpected_tensors_are_named_in_one_sentence()
    {
        using var scope = NewDisposeScope();
        var weights = TinyBackbone.Weights(1);
        weights.Remove("bert.encoder.layer.1.attention.self.query.weight", out var moved);
        weights["bert.encoder.layer.1.attention.self.qurey.weight"] = moved!;
        weights["bert.embeddings.word_embeddings.weight"] = ones(17, 8);
        using var backbone = Write("b", weights);

        var error = Assert.Throws<BadInputException>(() => BackboneLoader.Load(HandBertPlan.Pasta, backbone));

        Assert.Equal(
            $"{backbone.Weights.Path}: does not fit HandPasta: 1 tensor is missing (encoder.layer.1.attention.self.query.weight; the nearest name in the file is bert.encoder.layer.1.attention.self.qurey.weight), "
            + "1 tensor has another shape (bert.embeddings.word_embeddings.weight: expected [16, 8], found [17, 8]), "
            + "1 tensor is unexpected (bert.encoder.layer.1.attention.self.qurey.weight); check that the config.json beside it belongs to this file",
            error.Message);
    }

    [Fact]
    public void Layers_beyond_the_config_are_unexpected_and_counted()
    {
        using var scope = NewDisposeScope();
        var weights = TinyBackbone.Weights(1);
        for (var i = 0; i < 5; i++) weights[$"bert.encoder.layer.{2 + i}.output.dense.bias"] = ones(8);
        using var backbone = Write("b", weights);

        Assert.Contains(
            "5 tensors are unexpected (bert.encoder.layer.2.output.dense.bias, bert.encoder.layer.3.output.dense.bias, bert.encoder.layer.4.output.dense.bias and 2 more)",
            Assert.Throws<BadInputException>(() => BackboneLoader.Load(HandBertPlan.Pasta, backbone)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_pooler_stops_only_a_model_whose_head_reads_it()
    {
        using var backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b"), pooler: false));
        using var headless = BackboneLoader.Load(HandBertPlan.Full, backbone);

        Assert.True(headless.Report.Fits);
        Assert.Contains("pooler.dense.weight", Assert.Throws<BadInputException>(
            () => BackboneLoader.Load(HandBertPlan.Pasta, backbone, new LoadOptions { Labels = ["a", "b"] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Full_takes_its_head_and_label_names_from_the_file_unless_the_task_is_new()
    {
        using var scope = NewDisposeScope();
        using var backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b"), headLabels: 3));
        using var learned = BackboneLoader.Load(HandBertPlan.Full, backbone);
        using var fresh = BackboneLoader.Load(HandBertPlan.Full, backbone, new LoadOptions { Labels = ["x", "y", "z"], HeadFromFile = false });
        using var pasta = BackboneLoader.Load(HandBertPlan.Pasta, backbone);

        var inFile = backbone.Weights.Load("classifier.weight").data<float>().ToArray();
        static float[] Head(LoadedModel model) => model.Model.TrainedTensors().Single(tensor => tensor.CheckpointName == "classifier.weight").Parameter.data<float>().ToArray();
        Assert.Equal(["LABEL_0", "LABEL_1", "LABEL_2"], learned.Labels);
        Assert.Equal(inFile, Head(learned));
        Assert.NotEqual(inFile, Head(fresh));
        Assert.Empty(pasta.Labels);
    }

    [Fact]
    public void Fresh_values_are_a_function_of_the_seed()
    {
        using var backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b")));
        float[][] Values(long seed)
        {
            using var model = BackboneLoader.Load(HandBertPlan.Pasta, backbone, new LoadOptions { Labels = ["a", "b"], Seed = seed });
            return [.. model.Model.TrainedTensors().Select(tensor => tensor.Parameter.data<float>().ToArray())];
        }

        var first = Values(1);
        manual_seed(99);
        Assert.Equal(first, Values(1));
        Assert.NotEqual(first[0], Values(2)[0]);
    }

    [Fact]
    public void Half_precision_files_become_float32_and_bf16_holds_frozen_weights_alone()
    {
        using var scope = NewDisposeScope();
        using var backbone = Write("b", TinyBackbone.Weights(1).ToDictionary(weight => weight.Key, weight => weight.Value.to(ScalarType.Float16)));
        using var wide = BackboneLoader.Load(HandBertPlan.Pasta, backbone, new LoadOptions { Labels = ["a", "b"] });
        using var narrow = BackboneLoader.Load(HandBertPlan.Pasta, backbone, new LoadOptions { Labels = ["a", "b"], Precision = Precision.Bf16 });

        Assert.All(wide.Model.parameters(), parameter => Assert.Equal(ScalarType.Float32, parameter.dtype));
        Assert.All(narrow.Model.parameters(), parameter => Assert.Equal(parameter.requires_grad ? ScalarType.Float32 : ScalarType.BFloat16, parameter.dtype));
        Assert.Equal(3, narrow.Model.parameters().Count(parameter => parameter.requires_grad));
    }

    [Fact]
    public void Parameters_are_counted_by_what_the_file_holds()
    {
        using var with = BackboneFolder.Open(TinyBackbone.Write(folder.File("with")));
        using var without = BackboneFolder.Open(TinyBackbone.Write(folder.File("without"), pooler: false));
        using var pasta = BackboneLoader.Load(HandBertPlan.Pasta, with, new LoadOptions { Labels = ["a", "b", "c"] });
        using var headless = BackboneLoader.Load(HandBertPlan.Pasta, without);

        // Embeddings (16 + 12 + 2 + 2) * 8, two layers of 4 * (64 + 8) + 2 * 16 + (128 + 16) + (128 + 8), pooler 64 + 8.
        const int Encoder = 256 + (2 * (288 + 32 + 144 + 136));
        Assert.Equal(2 * 2 * 8, headless.TrainedParameters);
        Assert.Equal(Encoder + 32, headless.TotalParameters);
        Assert.Equal(32 + 27, pasta.TrainedParameters);
        Assert.Equal(Encoder + 72 + 32 + 27, pasta.TotalParameters);
    }

    [Fact]
    public void Another_architecture_is_refused()
    {
        TinyBackbone.Write(folder.File("b"));
        File.WriteAllText(Path.Combine(folder.File("b"), "config.json"), TinyBackbone.ConfigJson.Replace("\"bert\"", "\"roberta\"", StringComparison.Ordinal));
        using var backbone = BackboneFolder.Open(folder.File("b"));

        Assert.Contains("says model_type \"roberta\", but HandPasta reads \"bert\"", Assert.Throws<BadInputException>(() => BackboneLoader.Load(HandBertPlan.Pasta, backbone)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 2000000000", "says num_hidden_layers 2000000000, but")]
    [InlineData("\"hidden_size\": 8", "\"hidden_size\": 2000000000", "says hidden_size 2000000000, but no tensor of")]
    [InlineData("\"vocab_size\": 16", "\"vocab_size\": 2000000000", "expected [2000000000, 8], found [16, 8]")]
    [InlineData("\"intermediate_size\": 16", "\"intermediate_size\": 2000000000", "expected [2000000000, 8], found [16, 8]")]
    public void A_damaged_config_is_refused_before_a_model_of_its_size_is_made(string original, string replaced, string expected)
    {
        TinyBackbone.Write(folder.File("b"));
        File.WriteAllText(Path.Combine(folder.File("b"), "config.json"), TinyBackbone.ConfigJson.Replace(original, replaced, StringComparison.Ordinal));
        using var backbone = BackboneFolder.Open(folder.File("b"));

        Assert.Contains(expected, Assert.Throws<BadInputException>(() => BackboneLoader.Load(HandBertPlan.Pasta, backbone)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_size_than_the_pinned_one_is_refused()
    {
        using var backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b")));
        var pinned = HandBertPlan.Define("Pinned", ["pasta"], [], sizes: new PinnedSizes(8, 3, 2, 16, 16, 12, 2));

        Assert.Contains("Pinned is pinned to Tiny with num_hidden_layers 3, but its config.json says 2", Assert.Throws<BadInputException>(() => BackboneLoader.Load(pinned, backbone)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backbone_without_the_layers_that_the_model_names_is_refused()
    {
        using var backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b")));
        ModelDefinition Naming(int layers) => HandBertPlan.Pasta with { Facts = HandBertPlan.Pasta.Facts with { FewestLayers = layers } };

        BackboneLoader.Load(Naming(2), backbone).Dispose();
        Assert.Equal(
            $"{backbone.Path}: HandPasta names layer 2, counted from 0, but its config.json says num_hidden_layers 2; use a backbone of at least 3 layers or a model that names others",
            Assert.Throws<BadInputException>(() => BackboneLoader.Load(Naming(3), backbone)).Message);
    }

    [Fact]
    public void A_setting_that_a_module_refuses_is_told_with_model_and_backbone_and_a_mistake_in_a_module_is_none()
    {
        using var backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b")));
        ModelDefinition Throwing(Exception error) => HandBertPlan.Pasta with { Create = _ => throw error };

        Assert.Equal(
            $"HandPasta cannot be made for {backbone.Path}: 5 is too much.",
            Assert.Throws<BadInputException>(() => BackboneLoader.Load(Throwing(new UnfitSettingException("5 is too much.")), backbone)).Message);
        Assert.Throws<ArgumentException>(() => BackboneLoader.Load(Throwing(new ArgumentException("nobody's input")), backbone));
    }

    [Fact]
    public void Labels_and_settings_that_contradict_the_model_are_refused()
    {
        using var backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b")));
        var labeled = HandBertPlan.Define("Labeled", ["pasta"], new() { ["pasta.occurrences"] = 2 }, labels: ["no", "yes"]);
        string Error(LoadOptions options) => Assert.Throws<BadInputException>(() => BackboneLoader.Load(labeled, backbone, options)).Message;

        Assert.Contains("has the labels no, yes, but yes, no are asked for", Error(new LoadOptions { Labels = ["yes", "no"] }), StringComparison.Ordinal);
        Assert.Contains("but 3 labels are asked for", Error(new LoadOptions { LabelCount = 3 }), StringComparison.Ordinal);
        Assert.Contains("has no setting pasta.occurences; the nearest is pasta.occurrences", Error(new LoadOptions { Settings = new Dictionary<string, double> { ["pasta.occurences"] = 3 } }), StringComparison.Ordinal);
        Assert.Contains("expected a whole number of at least 1", Error(new LoadOptions { Settings = new Dictionary<string, double> { ["pasta.occurrences"] = 0 } }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", "there is no such folder")]
    [InlineData("", "holds no config.json")]
    public void A_folder_without_a_config_is_refused(string name, string expected) =>
        Assert.Contains(expected, Assert.Throws<BadInputException>(() => BackboneFolder.Open(folder.File(name))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("model.safetensors.index.json", "spread over several files")]
    [InlineData("pytorch_model.bin", "as pytorch_model.bin only")]
    [InlineData("other", "holds no model.safetensors")]
    public void A_folder_with_other_weights_is_refused_with_what_is_supported(string file, string expected)
    {
        folder.Write("config.json", TinyBackbone.ConfigJson);
        folder.Write(file, "");
        Assert.Contains(expected, Assert.Throws<BadInputException>(() => BackboneFolder.Open(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_numbers_in_a_weights_place_are_refused()
    {
        using var scope = NewDisposeScope();
        var weights = TinyBackbone.Weights(1);
        weights["bert.pooler.dense.bias"] = ones(8, dtype: ScalarType.Int8);
        using var backbone = Write("b", weights);

        Assert.Contains("the tensor \"bert.pooler.dense.bias\" is of type I8", Assert.Throws<BadInputException>(() => BackboneLoader.Load(HandBertPlan.Pasta, backbone)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_numbers_in_the_place_of_a_heads_weights_are_refused()
    {
        using var scope = NewDisposeScope();
        SafetensorsWriter.Write(folder.File("x"), new Dictionary<string, Tensor>
        {
            ["head.weight"] = ones([2, 3], dtype: ScalarType.Int8),
            ["head.bias"] = ones(2),
            ["words.bias"] = ones(2, dtype: ScalarType.Int8),
            ["norm.weight"] = ones(3, dtype: ScalarType.Int8),
            ["norm.bias"] = ones(3),
        });
        using var file = SafetensorsFile.Open(folder.File("x"));
        var reader = new BackboneReader(file, "");
        using var linear = nn.Linear(3, 2);
        using var norm = nn.LayerNorm(3);

        AssertRefused("head.weight", () => reader.OptionalHead(linear, "head"));
        AssertRefused("head.weight", () => reader.HeadPart(linear, "head", needed: true));
        AssertRefused("norm.weight", () => reader.HeadPart(norm, "norm", needed: true));
        AssertRefused("words.bias", () => reader.OptionalHead(linear.bias!, "words.bias"));

        void AssertRefused(string name, Action read) => Assert.Equal(
            $"{file.Path}: the tensor \"{name}\" is of type I8, which is not a weight's; save the backbone in F32, F16 or BF16",
            Assert.Throws<BadInputException>(read).Message);
    }

    [Fact]
    public void Loading_and_disposing_leaves_no_tensor_behind()
    {
        using var backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b")));
        using (BackboneLoader.Load(HandBertPlan.Pasta, backbone)) { }
        var before = LiveTensors.Count();
        for (var i = 0; i < 3; i++)
            using (BackboneLoader.Load(HandBertPlan.Full, backbone, new LoadOptions { Labels = ["a", "b"] })) { }

        Assert.Equal(before, LiveTensors.CountUncollected());
    }

    public void Dispose() => folder.Dispose();

    private BackboneFolder Write(string name, Dictionary<string, Tensor> weights)
    {
        TinyBackbone.Write(folder.File(name));
        SafetensorsWriter.Write(Path.Combine(folder.File(name), "model.safetensors"), weights);
        return BackboneFolder.Open(folder.File(name));
    }
}
