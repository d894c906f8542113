using System.Text.Json;
using PastaGen.Host.Tests.Testing;
using PastaGen.Models;
using PastaGen.Training;

namespace PastaGen.Host.Tests.Processes;

/// <summary>What a dry run says of memory, beside what the run then takes: each in a process of its own, for a peak is a process's.</summary>
[Collection(EngineTests.Name)]
public sealed class DryRunTests
{
    private static readonly ModelDefinition Model = BertPasta.Definition;

    [Theory]
    [InlineData(16, 2, 16, 4)]
    [InlineData(256, 4, 128, 16)]
    [InlineData(384, 6, 64, 48)]
    public async Task Its_peak_is_that_of_the_run_within_a_tenth(int hiddenSize, int layerCount, int length, int batchSize)
    {
        using var backbone = new TinyBackbone(Model, seed: 1, hiddenSize, layerCount, length);
        var words = string.Concat(Enumerable.Repeat("a good film . ", length / 4));
        var rows = "sentence\tlabel\n" + string.Concat(Enumerable.Range(0, batchSize).Select(row => $"{words}{(row % 2 == 0 ? "good\t1" : "bad\t0")}\n"));
        string[] line = ["train", Model.Facts.Name, "--backbone", backbone.Path, "--train", backbone.File("long.tsv", rows), "--dev", backbone.Dev, "--output", backbone.File("run"),
            "--batch-size", $"{batchSize}", "--max-length", $"{length}", "--precision", "fp32", "--json"];

        var tried = Peak(await ProgramProcess.RunAsync([], [.. line, "--dry-run"]));
        var trained = Peak(await ProgramProcess.RunAsync([], [.. line, "--max-steps", "3"]));

        Assert.InRange(tried, 0.9 * trained, 1.1 * trained);

        static double Peak(HostAnswer answer)
        {
            Assert.Equal(ExitCode.Done, answer.ExitCode);
            return JsonDocument.Parse(answer.Output).RootElement.GetProperty("peak_memory_bytes").GetDouble();
        }
    }
}
