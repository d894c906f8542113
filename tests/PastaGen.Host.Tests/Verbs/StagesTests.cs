using System.Text.Json;
using PastaGen.Host.Tests.Testing;
using PastaGen.Models;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.Host.Tests.Verbs;

/// <summary>The shipped models with stages, from the command line.</summary>
[Collection(EngineTests.Name)]
public class StagesTests
{
    public static TheoryData<string, string> Staged => new() { { nameof(BertTwoStage), nameof(BertLora) }, { nameof(RobertaTwoStage), nameof(RobertaLora) } };

    [Theory]
    [MemberData(nameof(Staged))]
    public async Task A_last_stage_that_changes_nothing_is_the_pretrained_backbone_with_the_head_of_the_first(string name, string stage)
    {
        var model = CompiledModels.All.Single(model => model.Facts.Name == name);
        using var backbone = new TinyBackbone(model);
        var answer = await RunAsync([.. Train(name, backbone), "--learning-rate", "0", "--stage-learning-rate", "0.01", "--epochs", "2", "--json"]);
        Assert.Equal(0, answer.ExitCode);
        using var json = JsonDocument.Parse(answer.Output);
        var first = Assert.Single(json.RootElement.GetProperty("earlier_stages").EnumerateArray());
        Assert.Equal([name, stage], new[] { json.RootElement, first }.Select(each => each.GetProperty("model").GetString()));
        Assert.Equal([2, 1], new[] { json.RootElement, first }.Select(each => each.GetProperty("stage").GetInt32()));
        Assert.True(first.GetProperty("trained_parameters").GetInt64() < json.RootElement.GetProperty("trained_parameters").GetInt64());

        using var pretrained = SafetensorsFile.Open(Path.Combine(backbone.Path, "model.safetensors"));
        using var head = SafetensorsFile.Open(first.GetProperty("delta").GetProperty("path").GetString()!);
        using var trained = SafetensorsFile.Open(json.RootElement.GetProperty("delta").GetProperty("path").GetString()!);
        Assert.NotEmpty(trained.Names);
        foreach (var tensor in trained.Names)
        {
            using var scope = NewDisposeScope();
            var expected = tensor.StartsWith("head.", StringComparison.Ordinal) ? head.Load(tensor) : pretrained.Load(model.Facts.CheckpointPrefix + tensor);
            Assert.True(expected.equal(trained.Load(tensor)).all().item<bool>(), tensor);
        }
        Assert.Equal(head.Names.Where(tensor => tensor.StartsWith("head.", StringComparison.Ordinal)).Order(), trained.Names.Where(tensor => tensor.StartsWith("head.", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task In_a_pipe_both_stages_are_told_of()
    {
        using var backbone = new TinyBackbone(BertTwoStage.Definition);
        var answer = await RunAsync([.. Train(nameof(BertTwoStage), backbone), "--max-steps", "10"]);
        Assert.Equal(0, answer.ExitCode);
        var lines = answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(lines, line => line.StartsWith("stage 1 of 2, BertLora: trains ", StringComparison.Ordinal) && line.Contains(" in 1 updates", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("stage 1, BertLora: best epoch 1, dev loss ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("stage 2 of 2, BertTwoStage: trains ", StringComparison.Ordinal) && line.Contains(" in 9 updates", StringComparison.Ordinal));
        Assert.Matches(@"^stage 1, BertLora: best epoch 1, dev loss [^\n]+ parameters in 1 updates and \d+s\nbest: epoch \d, dev loss", answer.Output);
    }

    [Fact]
    public async Task A_rate_for_stages_is_refused_where_there_are_none()
    {
        using var backbone = new TinyBackbone(BertFull.Definition);
        var answer = await RunAsync([.. Train(nameof(BertFull), backbone), "--stage-learning-rate", "0.01"]);
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.EndsWith("pasta: BertFull has no stages; leave out stage-learning-rate\n", answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(backbone.File("run")));
    }

    [Fact]
    public async Task Models_lists_them_and_describe_explains_them()
    {
        using var json = JsonDocument.Parse((await RunAsync(["models", "--json"])).AssertDone());
        var listed = json.RootElement.EnumerateArray().ToDictionary(model => model.GetProperty("name").GetString()!, model => model);
        Assert.Equal("""["full"]""", listed[nameof(BertTwoStage)].GetProperty("adaptations").GetRawText());
        Assert.Equal("""["BertLora"]""", listed[nameof(BertTwoStage)].GetProperty("stages").GetRawText());
        Assert.Equal("[]", listed[nameof(BertFull)].GetProperty("stages").GetRawText());
        Assert.Matches(@"BertTwoStage +bert +sequence-classification +lora, then full ", (await RunAsync(["models"])).AssertDone());
        var described = (await RunAsync(["describe", nameof(BertTwoStage)])).AssertDone();
        Assert.Contains("Stage 1 of 2: BertLora trains lora and the head for 0.1 of the run at a learning rate of 0.0005, of which the head alone is carried over\n", described, StringComparison.Ordinal);
        Assert.Contains("Stage 2 of 2: this plan, from the pretrained backbone and the head of stage 1\n", described, StringComparison.Ordinal);
    }

    private static string[] Train(string model, TinyBackbone backbone) =>
        ["train", model, "--backbone", backbone.Path, "--train", backbone.Train, "--dev", backbone.Dev, "--output", backbone.File("run"), "--batch-size", "16"];

    private static Task<HostAnswer> RunAsync(string[] line) => HostTester.RunAsync(CompiledModels.All, "", CancellationToken.None, line);
}
