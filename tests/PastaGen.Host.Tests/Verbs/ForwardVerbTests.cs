using System.Text.Json;
using PastaGen.Host.Tests.Testing;
using PastaGen.Models;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.Host.Tests.Verbs;

[Collection(EngineTests.Name)]
public class ForwardVerbTests
{
    private static readonly ModelDefinition Model = BertFull.Definition;

    [Fact]
    public async Task Tensors_go_in_and_come_out_and_json_names_the_files()
    {
        using var backbone = new TinyBackbone(Model);
        var (input, output) = (Input(backbone), backbone.File("out.safetensors"));
        var answer = await RunAsync("forward", Model.Facts.Name, "--backbone", backbone.Path, "--input", input, "--output", output, "--json");
        Assert.Equal(output, JsonDocument.Parse(answer.AssertDone()).RootElement.GetProperty("output").GetString());
        using var file = SafetensorsFile.Open(output);
        Assert.Equal([1, 3, 16], file.Find("hidden_states.2")!.Shape);
        Assert.Equal([1, 16], file.Find("pooler_output")!.Shape);
        // The backbone's file holds no head.
        Assert.Null(file.Find("logits"));
    }

    [Fact]
    public async Task Without_hidden_states_none_are_written()
    {
        using var backbone = new TinyBackbone(Model);
        var output = backbone.File("out.safetensors");
        (await RunAsync("forward", Model.Facts.Name, "--backbone", backbone.Path, "--input", Input(backbone), "--output", output, "--logits-only")).AssertDone();
        using var file = SafetensorsFile.Open(output);
        Assert.DoesNotContain(file.Entries, entry => entry.Name.StartsWith("hidden_states", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gradients_without_a_head_are_refused_and_nothing_is_written()
    {
        using var backbone = new TinyBackbone(Model);
        var output = backbone.File("out.safetensors");
        var answer = await RunAsync("forward", Model.Facts.Name, "--backbone", backbone.Path, "--input", Input(backbone), "--output", output, "--gradients", backbone.File("g.safetensors"));
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.StartsWith("pasta: gradients need a loss", answer.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(output));
    }

    [Fact]
    public async Task To_read_a_delta_without_metadata_there_must_be_one()
    {
        var answer = await RunAsync("forward", Model.Facts.Name, "--backbone", "b", "--input", "i", "--output", "o", "--unbound");
        answer.AssertFailed(
            ExitCode.WrongUsage,
            $"--unbound says how to read a delta, so --delta FILE must name one (in: pasta forward {Model.Facts.Name} --backbone b --input i --output o --unbound)");
    }

    [Theory]
    [InlineData("--device", "gpu", "there is no device \"gpu\"; expected cpu, cuda or cuda:N")]
    [InlineData("--input", "/nowhere/x", "/nowhere/x: there is no such file; expected a safetensors file")]
    public async Task A_wrong_value_is_one_sentence(string option, string value, string sentence)
    {
        using var backbone = new TinyBackbone(Model);
        string[] line = ["forward", Model.Facts.Name, "--backbone", backbone.Path, "--output", backbone.File("o"), option, value];
        (await RunAsync(option == "--input" ? line : [.. line, "--input", Input(backbone)])).AssertFailed(ExitCode.Failed, sentence);
    }

    private static string Input(TinyBackbone backbone)
    {
        using var scope = NewDisposeScope();
        var path = backbone.File("input.safetensors");
        SafetensorsWriter.Write(path, [KeyValuePair.Create("input_ids", tensor(new long[] { 2, 6, 3 }, [1, 3])), KeyValuePair.Create("labels", tensor(new long[] { 1 }))]);
        return path;
    }

    private static Task<HostAnswer> RunAsync(params string[] line) => HostTester.RunAsync(CompiledModels.All, "", CancellationToken.None, line);
}
