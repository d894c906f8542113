using System.Text.Json;
using System.Text.Json.Nodes;
using PastaGen.Host.Tests.Testing;
using PastaGen.Models;
using PastaGen.Training;
using PastaGen.UserAdaptation;
using static TorchSharp.torch;

namespace PastaGen.Host.Tests.Verbs;

[Collection(EngineTests.Name)]
public class ConvertVerbTests
{
    private static readonly IReadOnlyList<ModelDefinition> All = [.. Models.CompiledModels.All, .. UserAdaptation.CompiledModels.All];

    [Theory]
    [InlineData(nameof(BertLora), "LORA", """{"lora_alpha": 16, "r": 8, "target_modules": ["query", "value"], "use_dora": false, "use_rslora": false}""")]
    [InlineData(nameof(BertLoraBiases), "LORA", """{"bias": "lora_only", "target_modules": ["intermediate.dense", "key", "output.dense", "query", "value"]}""")]
    [InlineData(nameof(BertLoraOfAllBiases), "LORA", """{"bias": "all", "target_modules": ["query", "value"]}""")]
    [InlineData(nameof(BertUpperLora), "LORA", """{"lora_dropout": 0.25, "target_modules": ["1.attention.self.query", "1.output.dense"]}""")]
    [InlineData(nameof(BertDora), "LORA", """{"use_dora": true, "target_modules": ["query", "value"]}""")]
    [InlineData(nameof(BertVera), "VERA", """{"r": 256, "projection_prng_key": 0, "save_projection": true, "target_modules": ["query", "value"]}""")]
    [InlineData(nameof(BertIa3), "IA3", """{"feedforward_modules": ["0.output.dense", "1.output.dense"], "target_modules": ["key", "value", "0.output.dense", "1.output.dense"]}""")]
    [InlineData(nameof(BertLayerNorm), "LN_TUNING", """{"target_modules": ["LayerNorm"]}""")]
    [InlineData(nameof(BertPrefix), "PREFIX_TUNING", """{"num_virtual_tokens": 20, "prefix_projection": false, "num_layers": 2}""")]
    [InlineData(nameof(BertPrompt), "PROMPT_TUNING", """{"num_virtual_tokens": 20, "token_dim": 16, "num_layers": 2}""")]
    public async Task A_delta_becomes_a_folder_that_becomes_the_same_delta(string model, string type, string settings)
    {
        using var backbone = new TinyBackbone(BertFull.Definition, positionCount: 48);
        var delta = Delta(backbone, model);
        var answer = await RunAsync("convert", delta, "--model", model, "--backbone", backbone.Path, "--output", backbone.File("adapter"), "--json");
        var report = JsonDocument.Parse(answer.AssertDone()).RootElement;
        Assert.Equal((backbone.File("adapter"), type), (report.GetProperty("output").GetString(), report.GetProperty("type").GetString()));
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(backbone.File("adapter"), "adapter_config.json")))!.AsObject();
        Assert.Equal(config.Select(each => each.Key).Order(StringComparer.Ordinal), config.Select(each => each.Key));
        Assert.Equal(("SEQ_CLS", true), (config["task_type"]!.GetValue<string>(), config["inference_mode"]!.GetValue<bool>()));
        Assert.Equal(["classifier", "score"], config["modules_to_save"]!.AsArray().Select(each => each!.GetValue<string>()));
        foreach (var (key, value) in JsonNode.Parse(settings)!.AsObject()) Assert.True(JsonNode.DeepEquals(value, config[key]), $"{key}: {config[key]}");

        answer = await RunAsync("convert", backbone.File("adapter"), "--model", model, "--backbone", backbone.Path, "--output", backbone.File("back"));
        Assert.StartsWith($"{Path.Combine(backbone.File("back"), "delta.safetensors")}: ", answer.AssertDone(), StringComparison.Ordinal);
        using var before = DeltaFile.Open(delta);
        using var after = DeltaFile.Open(Path.Combine(backbone.File("back"), "delta.safetensors"));
        Assert.Equal((before.Header!.PlanHash, before.Header.BackboneDigest), (after.Header!.PlanHash, after.Header.BackboneDigest));
        Assert.Equal(new SortedDictionary<string, double>(before.Header.OpenSettings.ToDictionary()), new SortedDictionary<string, double>(after.Header.OpenSettings.ToDictionary()));
        AssertSame(delta, Path.Combine(backbone.File("back"), "delta.safetensors"));
    }

    [Theory]
    [InlineData(nameof(BertPrefixNetwork), nameof(BertPrefix), "PREFIX_TUNING", """{"prefix_projection": true, "encoder_hidden_size": 512, "num_virtual_tokens": 20}""")]
    [InlineData(nameof(BertPromptNetwork), nameof(BertPrompt), "P_TUNING", """{"encoder_reparameterization_type": "MLP", "encoder_hidden_size": 128, "num_virtual_tokens": 20}""")]
    public async Task Of_a_network_the_folder_holds_what_it_gives_and_answers_stay(string network, string plain, string type, string settings)
    {
        using var backbone = new TinyBackbone(BertFull.Definition, positionCount: 48);
        var delta = Delta(backbone, network);
        (await RunAsync("convert", delta, "--model", network, "--backbone", backbone.Path, "--output", backbone.File("adapter"))).AssertDone();
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(backbone.File("adapter"), "adapter_config.json")))!.AsObject();
        Assert.Equal(type, config["peft_type"]!.GetValue<string>());
        foreach (var (key, value) in JsonNode.Parse(settings)!.AsObject()) Assert.True(JsonNode.DeepEquals(value, config[key]), $"{key}: {config[key]}");
        using (var file = SafetensorsFile.Open(Path.Combine(backbone.File("adapter"), "adapter_model.safetensors")))
            Assert.Equal(["base_model.classifier.bias", "base_model.classifier.weight", "prompt_embeddings"], file.Names.Order());

        (await RunAsync("convert", backbone.File("adapter"), "--model", plain, "--backbone", backbone.Path, "--output", backbone.File("plain"))).AssertDone();
        var (wished, found) = (await Logits(backbone, network, delta), await Logits(backbone, plain, Path.Combine(backbone.File("plain"), "delta.safetensors")));
        Assert.Equal(0, wished.Zip(found, (x, y) => Math.Abs(x - y)).Max(), 1e-5);
    }

    [Theory]
    [InlineData(nameof(BertBitFit), "it has no method that does what bitfit does")]
    [InlineData(nameof(BertPasta), "it has no method that does what pasta does")]
    [InlineData(nameof(BertFull), "it has no method that does what full does")]
    [InlineData(nameof(BertLoraAndPrefix), "its files hold one method, and this model has lora and prefix")]
    [InlineData(nameof(BertLoraBesideWeights), "the bias of bert.encoder.layer.0.attention.self.key is trained, which has no update, and embeddings.LayerNorm.bias is not: its files hold all biases (Biases = LoraBiases.All), or those of linears with an update (LoraBiases.Adapted)")]
    [InlineData(nameof(BertUnmovedPrefix), "it numbers tokens behind the prefix, and MovesPositions = false does not")]
    [InlineData(nameof(BertMaskedLmLora), "BertMaskedLmLora trains its head masked-lm, which the library has no task for and leaves frozen; adapters are converted for heads that answer for texts or for tokens")]
    public async Task What_the_library_cannot_hold_is_refused_by_name_and_nothing_is_written(string model, string reason)
    {
        using var backbone = new TinyBackbone(BertFull.Definition, positionCount: 48);
        var answer = await RunAsync("convert", Delta(backbone, model), "--model", model, "--backbone", backbone.Path, "--output", backbone.File("adapter"));
        answer.AssertFailed(ExitCode.Failed, $"the Python PEFT library cannot hold {model}: {reason}");
        Assert.False(Directory.Exists(backbone.File("adapter")));
    }

    [Fact]
    public async Task A_wrong_path_model_backbone_or_output_is_told()
    {
        using var backbone = new TinyBackbone(BertFull.Definition);
        using var other = new TinyBackbone(BertFull.Definition, seed: 9);
        var (delta, adapter) = (Delta(backbone, nameof(BertLora)), backbone.File("adapter"));
        string[] Command(string path, string model, string folder, string output) => ["convert", path, "--model", model, "--backbone", folder, "--output", output];
        (await RunAsync(Command(delta, nameof(BertLora), backbone.Path, adapter))).AssertDone();
        var before = File.ReadAllBytes(Path.Combine(adapter, "adapter_model.safetensors"));

        (await RunAsync(Command("nowhere", nameof(BertLora), backbone.Path, adapter))).AssertFailed(ExitCode.Failed, "nowhere: there is no such file or folder");
        (await RunAsync(Command(Path.Combine(adapter, "adapter_config.json"), nameof(BertLora), backbone.Path, backbone.File("a")))).AssertFailed(
            ExitCode.Failed, $"{Path.Combine(adapter, "adapter_config.json")}: is a file of an adapter folder of the Python PEFT library; name the folder");
        (await RunAsync(Command(delta, nameof(BertLora), backbone.Path, adapter))).AssertFailed(ExitCode.Failed, $"{adapter}: holds adapter_config.json already; name a folder without one");
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(adapter, "adapter_model.safetensors")));
        (await RunAsync(Command(adapter, nameof(BertLora), backbone.Path, backbone.Path))).AssertFailed(ExitCode.Failed, $"{backbone.Path}: holds delta.safetensors already; name a folder without one");
        Assert.Contains("was trained as BertLora", (await RunAsync(Command(delta, nameof(BertDora), backbone.Path, backbone.File("b")))).Error, StringComparison.Ordinal);
        Assert.Contains("use the backbone that it was trained on", (await RunAsync(Command(delta, nameof(BertLora), other.Path, backbone.File("c")))).Error, StringComparison.Ordinal);
        (await RunAsync(Command(adapter, nameof(BertDora), backbone.Path, backbone.File("d")))).AssertFailed(
            ExitCode.Failed, $"{Path.Combine(adapter, "adapter_config.json")}: expected \"use_dora\" to be true, because the model divides weights by their lengths, found false");
        File.Delete(Path.Combine(adapter, "adapter_model.safetensors"));
        (await RunAsync(Command(adapter, nameof(BertLora), backbone.Path, backbone.File("e")))).AssertFailed(ExitCode.Failed, $"{adapter}: holds no adapter_model.safetensors beside its adapter_config.json");
        File.Delete(Path.Combine(adapter, "adapter_config.json"));
        (await RunAsync(Command(adapter, nameof(BertLora), backbone.Path, backbone.File("f")))).AssertFailed(
            ExitCode.Failed, $"{adapter}: holds neither adapter_config.json, as an adapter folder of the Python PEFT library does, nor delta.safetensors, as training writes it");
    }

    [Fact]
    public async Task A_configuration_whose_sizes_are_not_the_tensors_is_refused_before_a_model_of_its_size_is_made()
    {
        using var backbone = new TinyBackbone(BertFull.Definition, positionCount: 48);
        var adapter = backbone.File("adapter");
        (await RunAsync("convert", Delta(backbone, nameof(BertPrefix)), "--model", nameof(BertPrefix), "--backbone", backbone.Path, "--output", adapter)).AssertDone();
        var config = Path.Combine(adapter, "adapter_config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"num_virtual_tokens\": 20", "\"num_virtual_tokens\": 2000000000", StringComparison.Ordinal));
        var answer = await RunAsync("convert", adapter, "--model", nameof(BertPrefix), "--backbone", backbone.Path, "--output", backbone.File("back"));
        answer.AssertFailed(ExitCode.Failed, $"{Path.Combine(adapter, "adapter_model.safetensors")}: prompt_embeddings is [20, 64], but BertPrefix has [2000000000, 64] there");
        Assert.False(Directory.Exists(backbone.File("back")));
    }

    [Fact]
    public async Task A_name_of_a_layer_that_no_encoder_has_makes_none()
    {
        using var backbone = new TinyBackbone(BertFull.Definition);
        var adapter = backbone.File("adapter");
        (await RunAsync("convert", Delta(backbone, nameof(BertLora)), "--model", nameof(BertLora), "--backbone", backbone.Path, "--output", adapter)).AssertDone();
        var tensors = Path.Combine(adapter, "adapter_model.safetensors");
        const string Name = "base_model.model.bert.encoder.layer.2000000000.attention.self.query.lora_A.weight";
        using (NewDisposeScope()) SafetensorsWriter.Write(tensors, [new(Name, zeros(8, 16))]);
        (await RunAsync("convert", adapter, "--declare")).AssertFailed(ExitCode.Failed, $"{tensors}: holds {Name}, which no declaration of this method has a place for");
    }

    [Fact]
    public async Task Usage_says_what_belongs_together()
    {
        (await RunAsync("convert", "x", "--model", nameof(BertLora))).AssertFailed(
            ExitCode.WrongUsage, "--backbone and --output must be given, or --declare (in: pasta convert x --model BertLora)");
        (await RunAsync("convert", "x", "--declare", "--output", "y")).AssertFailed(
            ExitCode.WrongUsage, "--declare writes a declaration and converts nothing, so --output has no meaning beside it (in: pasta convert x --declare --output y)");
    }

    [Theory]
    [InlineData(nameof(BertUpperLora), "[Lora(Sites = Site.Query | Site.FeedForwardOutput, alpha, Dropout = 0.25, Rank = 8, Scaling = LoraScaling.Rank, FirstLayer = 1)]")]
    [InlineData(nameof(BertIa3), "[Ia3(Sites = Site.Key | Site.Value | Site.FeedForwardHidden)]")]
    [InlineData(nameof(BertLayerNorm), "[LayerNormTuning]")]
    [InlineData(nameof(BertPrefix), "[Prefix(Length = 20, MovesPositions = true)]")]
    public async Task A_declaration_tells_places_and_settings(string model, string attribute)
    {
        using var backbone = new TinyBackbone(BertFull.Definition, positionCount: 48);
        var adapter = backbone.File("my-adapter");
        (await RunAsync("convert", Delta(backbone, model), "--model", model, "--backbone", backbone.Path, "--output", adapter)).AssertDone();
        var wished = $"""
            using PastaGen;
            using PastaGen.Models;

            namespace Adapters;

            /// <summary>The adapter of the folder my-adapter.</summary>
            [Model<IBert>]
            {attribute.Replace("alpha", "Alpha = 16", StringComparison.Ordinal)}
            [SequenceClassification]
            public sealed partial class MyAdapter;

            """.ReplaceLineEndings("\n");
        Assert.Equal(wished, (await RunAsync("convert", adapter, "--declare", "--backbone", backbone.Path)).AssertDone());
        var answer = JsonDocument.Parse((await RunAsync("convert", adapter, "--declare", "--backbone", backbone.Path, "--json")).AssertDone()).RootElement;
        Assert.Equal(wished, answer.GetProperty("declaration").GetString());

        // Names of places tell the architecture; vectors alone do not.
        var guess = (await RunAsync("convert", adapter, "--declare")).AssertDone();
        Assert.Contains(model == nameof(BertPrefix) ? "put its interface in the place of IArchitecture, or name the backbone by --backbone.\n[Model<IArchitecture>]" : "[Model<IBert>]", guess, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_declaration_that_nobody_can_know_is_refused_with_the_reason()
    {
        using var backbone = new TinyBackbone(BertFull.Definition);
        var adapter = backbone.File("adapter");
        (await RunAsync("convert", Delta(backbone, nameof(BertLora)), "--model", nameof(BertLora), "--backbone", backbone.Path, "--output", adapter)).AssertDone();
        var config = Path.Combine(adapter, "adapter_config.json");
        var text = File.ReadAllText(config);

        File.WriteAllText(config, text.Replace("\"LORA\"", "\"OFT\"", StringComparison.Ordinal));
        (await RunAsync("convert", adapter, "--declare")).AssertFailed(
            ExitCode.Failed, $"{config}: is of the type OFT, which no method of this program's models reads; they read IA3, LN_TUNING, LORA, PREFIX_TUNING, PROMPT_TUNING, VERA");
        File.WriteAllText(config, text.Replace("\"SEQ_CLS\"", "\"QUESTION_ANS\"", StringComparison.Ordinal));
        (await RunAsync("convert", adapter, "--declare")).AssertFailed(
            ExitCode.Failed, $"{config}: expected \"task_type\" to be \"SEQ_CLS\" or \"TOKEN_CLS\", because declarations have no head for others, found \"QUESTION_ANS\"");
        File.WriteAllText(config, text);
        var elsewhere = backbone.File("elsewhere");
        Directory.CreateDirectory(elsewhere);
        File.WriteAllText(Path.Combine(elsewhere, "config.json"), File.ReadAllText(backbone.File("config.json")).Replace("\"bert\"", "\"distilbert\"", StringComparison.Ordinal));
        (await RunAsync("convert", adapter, "--declare", "--backbone", elsewhere)).AssertFailed(
            ExitCode.Failed, $"{elsewhere}: this program has no model of the architecture \"distilbert\" with [Lora] and such a head to tell the adapter's places by; declare one and ask again");
    }

    // A delta in which every tensor is away from where it begins.
    private static string Delta(TinyBackbone backbone, string model)
    {
        using var opened = BackboneFolder.Open(backbone.Path);
        var definition = All.Single(each => each.Facts.Name == model);
        using var loaded = BackboneLoader.Load(definition, opened, new LoadOptions { Labels = definition.Facts.LabelsAreWords ? null : ["LABEL_0", "LABEL_1"], HeadFromFile = false });
        using var scope = NewDisposeScope();
        manual_seed(3);
        using (no_grad())
            foreach (var tensor in loaded.Model.TrainedTensors()) tensor.Parameter.add_(randn(tensor.Parameter.shape).mul(0.2));
        var path = backbone.File("delta.safetensors");
        DeltaFile.Save(path, loaded);
        return path;
    }

    private static void AssertSame(string wished, string found)
    {
        using var before = SafetensorsFile.Open(wished);
        using var after = SafetensorsFile.Open(found);
        Assert.Equal(before.Names.Order(), after.Names.Order());
        foreach (var name in before.Names) Assert.True(before.Bytes(name).SequenceEqual(after.Bytes(name)), name);
    }

    private static async Task<float[]> Logits(TinyBackbone backbone, string model, string delta)
    {
        using var scope = NewDisposeScope();
        var (input, output) = (backbone.File("in.safetensors"), backbone.File("out.safetensors"));
        SafetensorsWriter.Write(input, [new("input_ids", tensor([2L, 5, 7, 3]).reshape(1, 4))]);
        (await RunAsync("forward", model, "--backbone", backbone.Path, "--delta", delta, "--input", input, "--output", output)).AssertDone();
        using var file = SafetensorsFile.Open(output);
        return [.. file.Load("logits").data<float>()];
    }

    private static Task<HostAnswer> RunAsync(params string[] arguments) => HostTester.RunAsync(All, "", CancellationToken.None, arguments);
}
