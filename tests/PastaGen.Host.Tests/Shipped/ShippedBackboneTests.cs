using System.Text.Json;
using PastaGen.Host.Tests.Testing;
using PastaGen.Models;

namespace PastaGen.Host.Tests.Shipped;

/// <summary>The whole way on what ships with the project: train, be killed, go on, evaluate, predict, and refuse what does not belong together.</summary>
[Collection(EngineTests.Name)]
public sealed class ShippedBackboneTests(ShippedRun run) : IClassFixture<ShippedRun>
{
    private const string Model = nameof(ModernbertPasta);

    [Fact]
    public async Task Killed_in_the_middle_the_same_command_ends_with_the_bytes_of_a_run_that_was_never_killed()
    {
        var undisturbed = await File.ReadAllBytesAsync(run.Delta);
        // Into the same folder, for a delta tells the command that made it.
        Directory.Delete(run.Output, recursive: true);
        var metrics = Path.Combine(run.Output, "metrics.jsonl");
        using (var killed = ProgramProcess.Start([], run.Line))
        {
            var error = killed.StandardError.ReadToEndAsync();
            while (!killed.HasExited && !(File.Exists(metrics) && (await ReadAsync(metrics)).Contains("\"step\":9,", StringComparison.Ordinal))) await Task.Delay(5);
            killed.Kill(entireProcessTree: true);
            await killed.WaitForExitAsync();
            await error;
        }
        Assert.False(File.Exists(Path.Combine(run.Output, "report.json")));

        var goneOn = await ProgramProcess.RunAsync([], run.Line);
        Assert.True(goneOn.ExitCode == 0, goneOn.Error);
        Assert.Matches("goes on after update (9|1[0-9]|2[0-3]) of 24", goneOn.Error);
        Assert.Equal(undisturbed, await File.ReadAllBytesAsync(run.Delta));
    }

    [Fact]
    public async Task The_delta_scores_as_its_training_said_and_labels_texts()
    {
        var best = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(run.Output, "report.json"))).RootElement.GetProperty("best").GetProperty("metrics");
        var scores = Json(await RunAsync("", ["evaluate", .. WithDelta(ShippedFiles.Backbone), "--dev", run.Dev, "--json"]));
        Assert.Equal(32, scores.GetProperty("rows").GetInt32());
        Assert.Equal(best.GetProperty("accuracy").GetDouble(), scores.GetProperty("accuracy").GetDouble());

        var answer = Json(await RunAsync("where is my parcel\n", ["predict", .. WithDelta(ShippedFiles.Backbone)]));
        Assert.Equal("where is my parcel", answer.GetProperty("text").GetString());
        var probabilities = answer.GetProperty("probabilities").EnumerateObject().ToArray();
        Assert.Equal(["account", "billing", "delivery", "returns", "sales", "stores", "subscriptions", "technical"], probabilities.Select(label => label.Name));
        Assert.Equal(1.0, probabilities.Sum(label => label.Value.GetDouble()), 5);
        Assert.Equal(answer.GetProperty("label").GetString(), probabilities.MaxBy(label => label.Value.GetDouble()).Name);
    }

    [Fact]
    public async Task Another_backbone_of_equal_shape_is_refused()
    {
        using var folder = new TemporaryFolder();
        var other = ShippedFiles.Copy(folder);
        var weights = Path.Combine(other, "model.safetensors");
        var bytes = await File.ReadAllBytesAsync(weights);
        // The least bit of one number among the words' embeddings.
        bytes[^1_000_000] ^= 1;
        await File.WriteAllBytesAsync(weights, bytes);
        var answer = await RunAsync("", ["evaluate", .. WithDelta(other), "--dev", run.Dev]);
        Assert.Equal((ExitCode.Failed, ""), (answer.ExitCode, answer.Output));
        Assert.Matches($@"^pasta: {run.Delta}: was trained on a backbone of digest [0-9a-f]{{12}}\.\.\., but {other} has [0-9a-f]{{12}}\.\.\.; use the backbone that it was trained on, or train again\n$", answer.Error);
    }

    [Theory]
    [InlineData("evaluate")]
    [InlineData("train")]
    public async Task A_backbone_of_another_architecture_is_refused(string verb)
    {
        using var bert = new TinyBackbone(BertPasta.Definition);
        string[] rest = verb == "train" ? ["--train", run.Train, "--output", bert.File("run")] : ["--delta", run.Delta];
        var answer = await RunAsync("", [verb, Model, "--backbone", bert.Path, "--dev", run.Dev, .. rest]);
        answer.AssertFailed(ExitCode.Failed,
            $"{bert.Path}: its config.json says model_type \"bert\", but {Model} reads \"modernbert\"; choose a model of that architecture (the verb models lists them) or another backbone");
    }

    [Theory]
    [InlineData("a text without a tab", "expected 2 columns parted by tabs (text, label); found 1 column")]
    [InlineData("where is it\t", "the label is empty; expected a label in every row")]
    public async Task A_bad_line_is_refused_with_file_and_line(string line, string sentence)
    {
        using var folder = new TemporaryFolder();
        var train = ShippedFiles.Cut(folder, "requests/train.tsv", 10);
        await File.AppendAllTextAsync(train, line + "\nall well here\tsales\n");
        var answer = await RunAsync("", ["train", Model, "--backbone", ShippedFiles.Backbone, "--train", train, "--dev", run.Dev, "--output", Path.Combine(folder.Path, "run")]);
        answer.AssertFailed(ExitCode.Failed, $"{train}:12: {sentence}");
    }

    [Fact]
    public async Task A_label_that_the_delta_does_not_know_is_refused_with_file_and_line()
    {
        using var folder = new TemporaryFolder();
        var dev = folder.File("dev.tsv", "text\tlabel\nwhere is it\tdelivery\nand the rest\tdeliveries\n");
        var answer = await RunAsync("", ["evaluate", .. WithDelta(ShippedFiles.Backbone), "--dev", dev]);
        answer.AssertFailed(ExitCode.Failed,
            $"{dev}:3: there is no label \"deliveries\"; expected one of \"account\", \"billing\", \"delivery\", \"returns\", \"sales\", \"stores\", \"subscriptions\", \"technical\" (nearest: \"delivery\")");
    }

    [Theory]
    [InlineData("pairs", "tsv", nameof(ModernbertPasta), "accuracy")]
    [InlineData("entities", "conll", nameof(ModernbertTokenPasta), "f1")]
    public async Task The_other_sets_train_as_well(string set, string extension, string model, string score)
    {
        using var folder = new TemporaryFolder();
        var (train, dev) = (ShippedFiles.Cut(folder, $"{set}/train.{extension}", 64), ShippedFiles.Cut(folder, $"{set}/dev.{extension}", 24));
        var output = Path.Combine(folder.Path, "run");
        // In one precision on every processor: so few rows may else end in one label alone, of which the program warns.
        var trained = await RunAsync("",
            ["train", model, "--backbone", ShippedFiles.Backbone, "--precision", "bf16", "--train", train, "--dev", dev, "--output", output, "--epochs", "4", "--batch-size", "8", "--learning-rate", "1e-2", "--head-learning-rate", "5e-2", "--max-length", "64", "--json"]);
        Assert.True(trained.ExitCode == 0, trained.Error);
        var report = JsonDocument.Parse(trained.Output).RootElement;
        Assert.Equal((24, 32), (report.GetProperty("dev_rows").GetInt32(), report.GetProperty("steps").GetInt32()));
        var losses = report.GetProperty("epochs").EnumerateArray().Select(epoch => epoch.GetProperty("loss").GetDouble()).ToArray();
        Assert.True(losses[^1] < losses[0], trained.Output);

        var scores = Json(await RunAsync("", ["evaluate", model, "--backbone", ShippedFiles.Backbone, "--delta", Path.Combine(output, "delta.safetensors"), "--dev", dev, "--json"]));
        Assert.Equal(report.GetProperty("best").GetProperty("metrics").GetProperty(score).GetRawText(), scores.GetProperty(score).GetRawText());
    }

    private string[] WithDelta(string backbone) => [Model, "--backbone", backbone, "--delta", run.Delta];

    private static Task<HostAnswer> RunAsync(string input, string[] line) => HostTester.RunAsync(CompiledModels.All, input, CancellationToken.None, line);

    private static JsonElement Json(HostAnswer answer) => JsonDocument.Parse(answer.AssertDone()).RootElement;

    private static async Task<string> ReadAsync(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return await reader.ReadToEndAsync();
    }
}
