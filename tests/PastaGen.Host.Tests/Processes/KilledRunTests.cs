using System.Diagnostics;
using System.Text.RegularExpressions;
using PastaGen.Host.Tests.Testing;
using PastaGen.Models;
using PastaGen.Training;

namespace PastaGen.Host.Tests.Processes;

/// <summary>The program itself, killed and stopped from outside while it trains.</summary>
[Collection(EngineTests.Name)]
public sealed partial class KilledRunTests : IDisposable
{
    private const int Kills = 20;
    private static readonly ModelDefinition Model = BertPasta.Definition;
    private readonly TinyBackbone backbone = new(Model);

    private string Output => backbone.File("run");

    private string Metrics => Path.Combine(Output, "metrics.jsonl");

    public void Dispose() => backbone.Dispose();

    // The instants are drawn anew in each run of the test; whichever they are, the bytes must be the same.
    [Fact]
    public async Task Killed_at_random_instants_it_ends_with_the_bytes_of_a_run_that_was_never_killed()
    {
        string[] line = [.. Line("--epochs", "12"), "--save-every", "0"];
        await FinishAsync(line);
        var undisturbed = Results();
        Directory.Delete(Output, recursive: true);

        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = ProgramProcess.Start([], line);
            var error = process.StandardError.ReadToEndAsync();
            // The first second, in which there is little to see, and any instant after the first sign of work.
            if (kill % 5 != 0) await WaitAsync(process, Length(), length => Length() != length);
            await Task.Delay(Random.Shared.Next(kill % 5 == 0 ? 1000 : 150));
            process.Kill(entireProcessTree: true);
            await error;
            await process.WaitForExitAsync();
            if (!File.Exists(Path.Combine(Output, "report.json"))) continue;
            Assert.Equal(undisturbed, Results());
            Directory.Delete(Output, recursive: true);
        }
        await FinishAsync(line);
        Assert.Equal(undisturbed, Results());
        Assert.DoesNotContain(Directory.GetFiles(Output), file => file.EndsWith(".partial", StringComparison.Ordinal));
    }

    // With dropout, of which each process draws its own; now both are killed, now one, which the other notices.
    [Fact]
    public async Task Two_processes_that_are_killed_and_go_on_end_with_the_bytes_of_two_that_were_never_killed()
    {
        string[] line = [.. Line("--epochs", "12"), "--save-every", "0"];
        await FinishTogetherAsync(line);
        var undisturbed = Results();
        Directory.Delete(Output, recursive: true);

        foreach (var killed in new int[][] { [0, 1], [0], [1] })
        {
            var both = ProgramProcess.Places(2).Select(place => ProgramProcess.Start(place, line)).ToArray();
            var errors = Task.WhenAll(both.Select(process => process.StandardError.ReadToEndAsync()));
            await WaitAsync(both[0], Length(), length => Length() != length);
            await Task.Delay(Random.Shared.Next(100));
            foreach (var rank in killed) both[rank].Kill(entireProcessTree: true);
            await errors;
            foreach (var process in both)
            {
                await process.WaitForExitAsync();
                process.Dispose();
            }
            if (!File.Exists(Path.Combine(Output, "report.json"))) continue;
            Assert.Equal(undisturbed, Results());
            Directory.Delete(Output, recursive: true);
        }
        await FinishTogetherAsync(line);
        Assert.Equal(undisturbed, Results());
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_within_an_evaluation_saves_the_state_and_shows_the_command_that_goes_on(string signal, int exitCode)
    {
        // Judging takes far longer than learning, so that the signal comes while the model is judged.
        backbone.File("dev.tsv", string.Concat(Enumerable.Repeat("a good film .\t1\nbad films .\t0\n", 20_000)));
        string[] line = [.. Line("--epochs", "2"), "--save-every", "1h"];
        using var process = ProgramProcess.Start([], line);
        await WaitAsync(process, 0, _ => File.Exists(Metrics) && ReadShared(Metrics).Contains("\"step\":12,", StringComparison.Ordinal));
        await ProgramProcess.SignalAsync(signal, process);
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(exitCode, process.ExitCode);
        Assert.EndsWith(
            $"pasta: training was stopped; no epoch was finished, so there is no delta; the same command goes on after update 12: pasta {string.Join(' ', line)}\n", error, StringComparison.Ordinal);
    }

    private string[] Line(params string[] rest) =>
        ["train", Model.Facts.Name, "--backbone", backbone.Path, "--train", backbone.Train, "--dev", backbone.Dev, "--output", Output, "--batch-size", "4", "--learning-rate", "0.01", .. rest];

    private static async Task FinishAsync(string[] line)
    {
        var answer = await ProgramProcess.RunAsync([], line);
        Assert.True(answer.ExitCode == 0, answer.Error);
    }

    private static async Task FinishTogetherAsync(string[] line) =>
        Assert.All(await Task.WhenAll(ProgramProcess.Places(2).Select(place => ProgramProcess.RunAsync(place, line))), answer => Assert.True(answer.ExitCode == 0, answer.Error));

    private (string Delta, string Metrics) Results() =>
        (Convert.ToHexString(File.ReadAllBytes(Path.Combine(Output, "delta.safetensors"))), Time().Replace(File.ReadAllText(Metrics), ""));

    private long Length() => File.Exists(Metrics) ? new FileInfo(Metrics).Length : 0;

    private static async Task WaitAsync(Process process, long length, Predicate<long> until)
    {
        while (!process.HasExited && !until(length)) await Task.Delay(2);
    }

    private static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@",""(rows_per_second|seconds)"":[0-9.E+-]+")]
    private static partial Regex Time();
}
