using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PastaGen.Host.Tests.Testing;
using PastaGen.Models;
using PastaGen.Training;

namespace PastaGen.Host.Tests.Processes;

/// <summary>Several processes of the program that train one model, on this machine's own loopback.</summary>
[Collection(EngineTests.Name)]
public class DistributedTests
{
    private static readonly ModelDefinition Model = BertPasta.Definition;

    [Fact]
    public async Task Two_processes_train_what_one_trains_with_the_double_batch()
    {
        using var backbone = new TinyBackbone(Model);
        string[] settings = ["--epochs", "3", "--dropout", "0", "--learning-rate", "0.02", "--max-grad-norm", "0.1", "--weight-decay", "0.01", "--precision", "fp32"];
        // 47 rows: the last update has 7, of which one process takes 4 and the other 3.
        var alone = await ProgramProcess.RunAsync([], [.. Train(backbone, "alone"), .. settings, "--limit", "47", "--batch-size", "8", "--json"]);
        Assert.Equal(0, alone.ExitCode);
        var both = await RunAllAsync(2, [.. Train(backbone, "both"), .. settings, "--limit", "47", "--batch-size", "2", "--gradient-accumulation-steps", "2", "--json"]);

        Assert.All(both, answer => Assert.Equal(0, answer.ExitCode));
        Assert.Equal(("", ""), (both[1].Output, both[1].Error));
        using SafetensorsFile one = Delta(backbone, "alone"), two = Delta(backbone, "both");
        foreach (var name in new[] { "vectors", "head.weight", "head.bias" })
        {
            float[] expected = Values(one, name), found = Values(two, name);
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
        var (aloneReport, bothReport) = (JsonDocument.Parse(alone.Output).RootElement, JsonDocument.Parse(both[0].Output).RootElement);
        Assert.Equal(18, bothReport.GetProperty("steps").GetInt32());
        // The optimizer hides the gradients' size, the record of each update does not.
        foreach (var (expected, found) in Steps(backbone, "alone").Zip(Steps(backbone, "both")))
            foreach (var value in new[] { "loss", "gradient_norm" })
                Assert.Equal(expected.GetProperty(value).GetDouble(), found.GetProperty(value).GetDouble(), 1e-5);
        foreach (var (expected, found) in aloneReport.GetProperty("epochs").EnumerateArray().Zip(bothReport.GetProperty("epochs").EnumerateArray()))
        {
            Assert.Equal(expected.GetProperty("loss").GetDouble(), found.GetProperty("loss").GetDouble(), 1e-5);
            Assert.Equal(expected.GetProperty("metrics").GetProperty("accuracy").GetDouble(), found.GetProperty("metrics").GetProperty("accuracy").GetDouble());
        }
    }

    [Fact]
    public async Task An_update_with_less_rows_than_processes_is_made_by_all()
    {
        using var backbone = new TinyBackbone(Model);
        string[] line = [.. Train(backbone, "run"), "--epochs", "2", "--limit", "7", "--batch-size", "2", "--json"];
        var answers = await RunAllAsync(3, line);
        Assert.All(answers, answer => Assert.Equal(0, answer.ExitCode));
        Assert.Equal(4, JsonDocument.Parse(answers[0].Output).RootElement.GetProperty("steps").GetInt32());

        // A finished run that is asked for again ends in all alike.
        Assert.All(await RunAllAsync(3, line), answer => Assert.Equal(0, answer.ExitCode));
    }

    [Fact]
    public async Task A_process_that_is_killed_ends_the_others_with_a_sentence()
    {
        using var backbone = new TinyBackbone(Model);
        string[] line = [.. Train(backbone, "run"), "--epochs", "100000", "--batch-size", "2"];
        var places = ProgramProcess.Places(2);
        using var first = ProgramProcess.Start(places[0], line);
        using var second = StartBare(places[1], line);
        var errors = first.StandardError.ReadToEndAsync();
        await WaitForAsync(() => File.Exists(Path.Combine(backbone.File("run"), "delta.safetensors")));
        second.Kill();
        await first.WaitForExitAsync();
        var last = (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.Equal("pasta: process 0 of 2 lost the others: one of them ended, having said why, or did not answer within 600 s (--distributed-timeout); what was saved is kept", last);
        Assert.Equal(ExitCode.Failed, first.ExitCode);
    }

    [Fact]
    public async Task A_process_that_is_asked_to_stop_stops_all_after_the_same_update()
    {
        using var backbone = new TinyBackbone(Model);
        string[] line = [.. Train(backbone, "run"), "--epochs", "100000", "--batch-size", "2"];
        var places = ProgramProcess.Places(2);
        using var first = ProgramProcess.Start(places[0], line);
        using var second = ProgramProcess.Start(places[1], line);
        var errors = new[] { first.StandardError.ReadToEndAsync(), second.StandardError.ReadToEndAsync() };
        await WaitForAsync(() => File.Exists(Path.Combine(backbone.File("run"), "delta.safetensors")));
        using (var kill = Process.Start("kill", ["-TERM", second.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await Task.WhenAll(first.WaitForExitAsync(), second.WaitForExitAsync());
        Assert.All(await Task.WhenAll(errors), text => Assert.Contains("pasta: training was stopped; ", text, StringComparison.Ordinal));
        Assert.Equal((130, 143), (first.ExitCode, second.ExitCode));
    }

    [Fact]
    public async Task Several_seeds_in_one_command_are_refused()
    {
        using var backbone = new TinyBackbone(Model);
        var answer = await ProgramProcess.RunAsync(ProgramProcess.Place(0, 2, port: 1), [.. Train(backbone, "run"), "--seeds", "1,2"]);
        answer.AssertFailed(ExitCode.Failed, "--seeds makes one run after another, and 2 processes (WORLD_SIZE) meet for one run alone; start them once for each seed, with --seed and a folder each");
    }

    [Fact]
    public async Task A_variable_that_does_not_fit_is_one_sentence()
    {
        using var backbone = new TinyBackbone(Model);
        var answer = await ProgramProcess.RunAsync([("WORLD_SIZE", "2"), ("RANK", "2")], Train(backbone, "run"));
        answer.AssertFailed(ExitCode.Failed, "the environment variable RANK is \"2\"; expected a whole number from 0 to 1, as torchrun sets it");
    }

    private static string[] Train(TinyBackbone backbone, string output) =>
        ["train", Model.Facts.Name, "--backbone", backbone.Path, "--train", backbone.Train, "--dev", backbone.Dev, "--output", backbone.File(output), "--max-length", "12"];

    private static Task<HostAnswer[]> RunAllAsync(int size, string[] line) => Task.WhenAll(ProgramProcess.Places(size).Select(place => ProgramProcess.RunAsync(place, line)));

    // Without the time limit of other processes, which a kill would reach in this one's place.
    private static Process StartBare((string Name, string Value)[] environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "pasta.dll"), .. arguments]);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        for (var tries = 0; tries < 600 && !condition(); tries++) await Task.Delay(100);
        Assert.True(condition());
    }

    private static JsonElement[] Steps(TinyBackbone backbone, string run) =>
        [.. File.ReadLines(Path.Combine(backbone.File(run), "metrics.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.GetProperty("event").GetString() == "step")];

    private static SafetensorsFile Delta(TinyBackbone backbone, string run) => SafetensorsFile.Open(Path.Combine(backbone.File(run), "delta.safetensors"));

    private static float[] Values(SafetensorsFile file, string name)
    {
        using var tensor = file.Load(name);
        return tensor.data<float>().ToArray();
    }
}
