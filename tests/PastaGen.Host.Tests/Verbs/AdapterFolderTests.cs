using System.Text.Json;
using PastaGen.Host.Tests.Testing;
using PastaGen.Models;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.Host.Tests.Verbs;

/// <summary>Verbs that answer with an adapter folder of the Python PEFT library in the place of a delta.</summary>
[Collection(EngineTests.Name)]
public class AdapterFolderTests
{
    [Fact]
    public async Task Evaluate_and_predict_answer_as_with_the_delta_that_the_folder_was_written_from()
    {
        using var backbone = new TinyBackbone(BertFull.Definition);
        SetLabels(backbone, "0", "1");
        var delta = Delta(backbone, "0", "1");
        var adapter = await AdapterAsync(backbone, delta);
        string[] Evaluate(string path) => ["evaluate", nameof(BertLora), "--backbone", backbone.Path, "--delta", path, "--dev", backbone.Dev, "--precision", "fp32", "--json"];
        string[] Predict(string path) => ["predict", nameof(BertLora), "--backbone", backbone.Path, "--delta", path, "--precision", "fp32"];

        Assert.Equal((await RunAsync("", Evaluate(delta))).AssertDone(), (await RunAsync("", Evaluate(adapter))).AssertDone());
        var predicted = (await RunAsync("a good film .\n", Predict(adapter))).AssertDone();
        Assert.Equal((await RunAsync("a good film .\n", Predict(delta))).AssertDone(), predicted);
        Assert.Equal(["0", "1"], Labels(predicted));

        // The folder names no labels: without names in the backbone's config.json they are numbered as the library numbers them.
        SetLabels(backbone);
        Assert.Equal(["LABEL_0", "LABEL_1"], Labels((await RunAsync("a good film .\n", Predict(adapter))).AssertDone()));
    }

    [Theory]
    [InlineData("evaluate")]
    [InlineData("predict")]
    [InlineData("merge")]
    public async Task A_folder_without_a_head_is_refused_in_one_sentence(string verb)
    {
        using var backbone = new TinyBackbone(BertFull.Definition);
        var adapter = await AdapterAsync(backbone, Delta(backbone, "0", "1"));
        var tensors = Rewrite(adapter, name => name.Contains("classifier", StringComparison.Ordinal) ? null : name);
        string[] data = verb switch { "evaluate" => ["--dev", backbone.Dev], "merge" => ["--output", backbone.File("merged")], _ => [] };
        (await RunAsync("a film .\n", [verb, nameof(BertLora), "--backbone", backbone.Path, "--delta", adapter, .. data])).AssertFailed(
            ExitCode.Failed,
            $"{tensors}: holds no head, by which BertLora answers: there is no base_model.model.classifier.weight; save the adapter with the head among its modules_to_save");
    }

    [Fact]
    public async Task An_adapter_of_another_architecture_is_told_by_what_it_holds()
    {
        using var backbone = new TinyBackbone(BertFull.Definition);
        var adapter = await AdapterAsync(backbone, Delta(backbone, "0", "1"));
        var tensors = Rewrite(adapter, name => name.Replace(".bert.", ".other.", StringComparison.Ordinal).Replace(".classifier.", ".classifier.dense.", StringComparison.Ordinal));
        (await RunAsync("a film .\n", "predict", nameof(BertLora), "--backbone", backbone.Path, "--delta", adapter)).AssertFailed(
            ExitCode.Failed,
            $"{tensors}: holds nothing that BertLora trains, but tensors such as base_model.model.classifier.dense.bias; use a model of the architecture that the adapter was trained on");
    }

    [Fact]
    public async Task A_label_that_the_backbone_names_twice_is_told()
    {
        using var backbone = new TinyBackbone(BertFull.Definition);
        var adapter = await AdapterAsync(backbone, Delta(backbone, "0", "1"));
        SetLabels(backbone, "0", "0");
        (await RunAsync("a film .\n", "predict", nameof(BertLora), "--backbone", backbone.Path, "--delta", adapter)).AssertFailed(
            ExitCode.Failed, $"{backbone.Path}: its config.json names the label 0 twice in \"id2label\"; give each label a name of its own");
    }

    [Fact]
    public async Task A_folder_that_holds_something_else_is_told_with_what_lies_in_it()
    {
        using var backbone = new TinyBackbone(BertFull.Definition);
        var delta = Delta(backbone, "0", "1");
        (await RunAsync("", "predict", nameof(BertLora), "--backbone", backbone.Path, "--delta", backbone.Path)).AssertFailed(
            ExitCode.Failed, $"{backbone.Path}: holds no adapter_config.json; expected an adapter folder of the Python PEFT library, or a delta, such as the {delta} in it");
    }

    private static void SetLabels(TinyBackbone backbone, params string[] labels)
    {
        var config = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(backbone.File("config.json")))!;
        config["id2label"] = labels.Length == 0 ? null : JsonSerializer.SerializeToNode(labels.Index().ToDictionary(each => each.Index.ToString(System.Globalization.CultureInfo.InvariantCulture), each => each.Item));
        backbone.File("config.json", config.ToJsonString());
    }

    // The folder that a delta is converted to.
    private static async Task<string> AdapterAsync(TinyBackbone backbone, string delta)
    {
        var adapter = backbone.File("adapter");
        (await RunAsync("", "convert", delta, "--model", nameof(BertLora), "--backbone", backbone.Path, "--output", adapter)).AssertDone();
        return adapter;
    }

    // Names an adapter's tensors otherwise, and leaves out those that get no name.
    private static string Rewrite(string adapter, Func<string, string?> rename)
    {
        var tensors = Path.Combine(adapter, "adapter_model.safetensors");
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(tensors);
        SafetensorsWriter.Write(tensors, [.. file.Names.Order(StringComparer.Ordinal).Where(name => rename(name) is not null).Select(name => KeyValuePair.Create(rename(name)!, file.Load(name)))]);
        return tensors;
    }

    // A delta in which every tensor is away from where it begins.
    private static string Delta(TinyBackbone backbone, params string[] labels)
    {
        using var opened = BackboneFolder.Open(backbone.Path);
        using var loaded = BackboneLoader.Load(BertLora.Definition, opened, new LoadOptions { Labels = labels, HeadFromFile = false });
        using var scope = NewDisposeScope();
        manual_seed(3);
        using (no_grad())
            foreach (var tensor in loaded.Model.TrainedTensors()) tensor.Parameter.add_(randn(tensor.Parameter.shape).mul(0.2));
        DeltaFile.Save(backbone.File("delta.safetensors"), loaded);
        return backbone.File("delta.safetensors");
    }

    private static IEnumerable<string> Labels(string answer) =>
        JsonDocument.Parse(answer).RootElement.GetProperty("probabilities").EnumerateObject().Select(label => label.Name);

    private static Task<HostAnswer> RunAsync(string input, params string[] arguments) => HostTester.RunAsync(CompiledModels.All, input, CancellationToken.None, arguments);
}
