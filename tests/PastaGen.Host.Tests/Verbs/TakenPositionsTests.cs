using System.Text.Json;
using PastaGen.Host.Tests.Testing;
using PastaGen.Models;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.Host.Tests.Verbs;

/// <summary>Adaptations that number a row's tokens behind vectors of their own leave that many positions less to texts.</summary>
[Collection(EngineTests.Name)]
public class TakenPositionsTests
{
    private const int Taken = 20, Positions = 26;

    [Theory]
    [InlineData(nameof(BertPrefix))]
    [InlineData(nameof(BertPrompt))]
    public async Task Texts_are_cut_to_the_positions_that_are_left(string model)
    {
        using var backbone = new TinyBackbone(BertFull.Definition, positionCount: Positions);
        var rows = backbone.File("long.tsv", string.Concat(Enumerable.Repeat($"good {Long}\t1\nbad {Long}\t0\n", 4)));
        var output = backbone.File("run");
        var trained = await RunAsync("train", model, "--backbone", backbone.Path, "--train", rows, "--dev", rows, "--output", output, "--epochs", "1", "--json");
        Assert.Equal((ExitCode.Done, 8), (trained.ExitCode, JsonDocument.Parse(trained.Output).RootElement.GetProperty("dev_cut_rows").GetInt32()));

        var delta = Path.Combine(output, "delta.safetensors");
        using var opened = DeltaFile.Open(delta);
        Assert.Equal(Positions - Taken, opened.Header!.MaxLength);
        string[] rest = [model, "--backbone", backbone.Path, "--delta", delta, "--max-length", "512"];
        var judged = JsonDocument.Parse((await RunAsync(["evaluate", .. rest, "--dev", rows, "--json"])).AssertDone());
        Assert.Equal(8, judged.RootElement.GetProperty("cut_rows").GetInt32());
        (await RunAsync(["predict", .. rest, "--input", rows])).AssertDone();

        (await Forward(backbone, model, delta, Positions - Taken)).AssertDone();
        (await Forward(backbone, model, delta, Positions - Taken + 1)).AssertFailed(
            ExitCode.Failed, $"{backbone.File("input.safetensors")}: the tensor \"input_ids\": expected at most {Positions - Taken} columns, and {Taken} vectors of adaptations before each, as many together as the encoder has positions, found {Positions - Taken + 1}");
    }

    [Fact]
    public async Task Vectors_that_leave_no_room_for_a_text_are_refused()
    {
        using var backbone = new TinyBackbone(BertFull.Definition, positionCount: Taken + 2);
        (await RunAsync("train", nameof(BertPrefix), "--backbone", backbone.Path, "--train", backbone.Train, "--dev", backbone.Dev, "--output", backbone.File("run"))).AssertFailed(
            ExitCode.Failed, $"BertPrefix puts {Taken} vectors before each row, but {backbone.Path} has {Taken + 2} positions, 2 of which special tokens need; choose fewer vectors");
    }

    private static string Long => string.Join(' ', Enumerable.Repeat("film", Positions));

    private static Task<HostAnswer> Forward(TinyBackbone backbone, string model, string delta, int columns)
    {
        var input = backbone.File("input.safetensors");
        using (NewDisposeScope())
            SafetensorsWriter.Write(input, [new("input_ids", ones(1, columns, dtype: ScalarType.Int64))]);
        return RunAsync("forward", model, "--backbone", backbone.Path, "--delta", delta, "--input", input, "--output", backbone.File("output.safetensors"));
    }

    private static Task<HostAnswer> RunAsync(params string[] line) => HostTester.RunAsync(CompiledModels.All, "", CancellationToken.None, line);
}
