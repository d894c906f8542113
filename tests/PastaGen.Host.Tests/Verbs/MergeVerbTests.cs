using System.Text.Json;
using PastaGen.Host.Tests.Testing;
using PastaGen.Models;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.Host.Tests.Verbs;

[Collection(EngineTests.Name)]
public class MergeVerbTests
{
    [Theory]
    [InlineData(nameof(BertLora), 8)]
    [InlineData(nameof(BertBitFit), 18)]
    public async Task A_delta_goes_into_the_weights_of_a_folder_that_a_plain_model_answers_from_alike(string model, int weights)
    {
        using var backbone = new TinyBackbone(BertFull.Definition);
        var (delta, output) = (Delta(backbone, model), backbone.File("merged"));
        var answer = await RunAsync("merge", model, "--backbone", backbone.Path, "--delta", delta, "--output", output, "--json");
        var report = JsonDocument.Parse(answer.AssertDone()).RootElement;
        Assert.Equal(weights, report.GetProperty("weights").GetInt32());
        Assert.InRange(report.GetProperty("largest_difference").GetDouble(), 0, 1e-4);
        Assert.InRange(report.GetProperty("largest_answer").GetDouble(), 1e-2, 100);

        var (adapted, merged) = (backbone.File("adapted.safetensors"), backbone.File("plain.safetensors"));
        (await RunAsync("forward", model, "--backbone", backbone.Path, "--delta", delta, "--input", Input(backbone), "--output", adapted)).AssertDone();
        (await RunAsync("forward", nameof(BertFull), "--backbone", output, "--input", Input(backbone), "--output", merged)).AssertDone();
        foreach (var name in new[] { "logits", "hidden_states.2" })
            Assert.Equal(0, Values(adapted, name).Zip(Values(merged, name), (x, y) => Math.Abs(x - y)).Max(), 1e-4);
        Assert.NotEqual(Values(merged, "hidden_states.2"), await PlainStates(backbone));

        using var opened = BackboneFolder.Open(output);
        Assert.Equal(["no", "yes"], opened.ConfigOf(BertFull.Definition.Facts).Labels);
        Assert.Equal(File.ReadAllText(backbone.File("vocab.txt")), File.ReadAllText(Path.Combine(output, "vocab.txt")));
    }

    [Fact]
    public async Task What_no_weights_can_hold_is_refused_and_nothing_is_written()
    {
        using var backbone = new TinyBackbone(BertFull.Definition);
        var output = backbone.File("merged");
        var answer = await RunAsync("merge", nameof(BertPrefix), "--backbone", backbone.Path, "--delta", Delta(backbone, nameof(BertPrefix)), "--output", output);
        answer.AssertFailed(ExitCode.Failed, "BertPrefix cannot be merged: no weights of the backbone can hold what prefix adds; keep the delta beside its backbone");
        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public async Task A_folder_that_holds_weights_is_left_as_it_is()
    {
        using var backbone = new TinyBackbone(BertFull.Definition);
        var before = File.ReadAllBytes(backbone.File("model.safetensors"));
        var answer = await RunAsync("merge", nameof(BertLora), "--backbone", backbone.Path, "--delta", Delta(backbone, nameof(BertLora)), "--output", backbone.Path);
        answer.AssertFailed(ExitCode.Failed, $"{backbone.Path}: holds model.safetensors already; name a folder without one");
        Assert.Equal(before, File.ReadAllBytes(backbone.File("model.safetensors")));
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("tokenizer.json")]
    [InlineData("my.model")]
    public async Task A_folder_in_which_something_would_be_written_over_or_taken_away_is_left_as_it_is(string name)
    {
        using var backbone = new TinyBackbone(BertFull.Definition);
        var output = backbone.File("taken");
        Directory.CreateDirectory(output);
        File.WriteAllText(Path.Combine(output, name), "mine");
        var answer = await RunAsync("merge", nameof(BertLora), "--backbone", backbone.Path, "--delta", Delta(backbone, nameof(BertLora)), "--output", output);
        answer.AssertFailed(ExitCode.Failed, $"{output}: holds {name} already; name a folder without one");
        Assert.Equal(["mine"], Directory.GetFiles(output).Select(File.ReadAllText));
    }

    // A delta in which every tensor is away from where it begins.
    private static string Delta(TinyBackbone backbone, string model)
    {
        using var opened = BackboneFolder.Open(backbone.Path);
        using var loaded = BackboneLoader.Load(Find(model), opened, new LoadOptions { Labels = ["no", "yes"], HeadFromFile = false });
        using var scope = NewDisposeScope();
        manual_seed(3);
        using (no_grad())
            foreach (var tensor in loaded.Model.TrainedTensors()) tensor.Parameter.add_(randn(tensor.Parameter.shape).mul(0.2));
        var path = backbone.File("delta.safetensors");
        DeltaFile.Save(path, loaded);
        return path;
    }

    private static async Task<float[]> PlainStates(TinyBackbone backbone)
    {
        var output = backbone.File("base.safetensors");
        (await RunAsync("forward", nameof(BertFull), "--backbone", backbone.Path, "--input", Input(backbone), "--output", output)).AssertDone();
        return Values(output, "hidden_states.2");
    }

    private static string Input(TinyBackbone backbone)
    {
        using var scope = NewDisposeScope();
        var path = backbone.File("in.safetensors");
        SafetensorsWriter.Write(path, [new("input_ids", tensor([2L, 5, 7, 3]).reshape(1, 4))]);
        return path;
    }

    private static float[] Values(string path, string name)
    {
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(path);
        return [.. file.Load(name).data<float>()];
    }

    private static ModelDefinition Find(string name) => CompiledModels.All.Single(each => each.Facts.Name == name);

    private static Task<HostAnswer> RunAsync(params string[] arguments) => HostTester.RunAsync(CompiledModels.All, "", CancellationToken.None, arguments);
}
