using System.Text.Json;
using PastaGen.Host.Tests.Testing;
using PastaGen.Models;
using PastaGen.Training;

namespace PastaGen.Host.Tests.Verbs;

[Collection(EngineTests.Name)]
public class TrainVerbTests
{
    private static readonly ModelDefinition Model = BertPasta.Definition;

    [Fact]
    public async Task A_delta_is_trained_evaluated_and_predicts()
    {
        using var backbone = new TinyBackbone(Model);
        var output = backbone.File("run");
        var trained = await RunAsync(["train", Model.Facts.Name, "--backbone", backbone.Path, "--train", backbone.Train, "--dev", backbone.Dev, "--output", output,
            "--epochs", "8", "--batch-size", "4", "--learning-rate", "0.02", "--dropout", "0", "--max-length", "12", "--json"]);
        Assert.Equal(0, trained.ExitCode);
        using var report = JsonDocument.Parse(trained.Output);
        var root = report.RootElement;
        Assert.Equal(
            ["model", "trained_parameters", "total_parameters", "epochs", "best", "steps", "skipped_steps", "stop_reason", "labels", "dev_rows", "dev_cut_rows", "seconds", "peak_memory_bytes", "delta", "device", "precision", "precision_reason", "seed"],
            root.EnumerateObject().Select(property => property.Name));
        // Vectors 2 layers x 2 occurrences x 16, head 2 x 16 + 2.
        Assert.Equal(64 + 34, root.GetProperty("trained_parameters").GetInt64());
        Assert.Equal(8 * 12, root.GetProperty("steps").GetInt32());
        Assert.Equal(8, root.GetProperty("epochs").GetArrayLength());
        var delta = root.GetProperty("delta").GetProperty("path").GetString()!;
        Assert.Equal(new FileInfo(delta).Length, root.GetProperty("delta").GetProperty("bytes").GetInt64());
        var best = root.GetProperty("best").GetProperty("metrics");
        Assert.Equal(1.0, best.GetProperty("accuracy").GetDouble());

        var evaluated = await RunAsync(["evaluate", Model.Facts.Name, "--backbone", backbone.Path, "--delta", delta, "--dev", backbone.Dev, "--batch-size", "4", "--json"]);
        var scores = JsonDocument.Parse(evaluated.AssertDone()).RootElement;
        Assert.All(best.EnumerateObject(), score => Assert.True(JsonElement.DeepEquals(score.Value, scores.GetProperty(score.Name)), evaluated.Output));
        Assert.Equal((8, 0), (scores.GetProperty("rows").GetInt32(), scores.GetProperty("cut_rows").GetInt32()));
        Assert.True(scores.GetProperty("loss_low").GetDouble() <= scores.GetProperty("loss_high").GetDouble());

        var predicted = await RunAsync(["predict", Model.Facts.Name, "--backbone", backbone.Path, "--delta", delta], "bad films .\na good film .\n");
        var lines = predicted.AssertDone().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(["bad films .", "a good film ."], lines.Select(line => line.GetProperty("text").GetString()));
        Assert.Equal(["0", "1"], lines.Select(line => line.GetProperty("label").GetString()));
        Assert.All(lines, line => Assert.Equal(1.0, line.GetProperty("probabilities").EnumerateObject().Sum(label => label.Value.GetDouble()), 5));
        Assert.All(lines, line => Assert.False(line.TryGetProperty("pair", out _)));

        var undecodable = await RunAsync(["predict", Model.Facts.Name, "--backbone", backbone.Path, "--delta", delta], "fine\na \uFFFD film\n\uFFFD\n");
        Assert.Equal(
            (0, "line 2 of standard input is not UTF-8, and \uFFFD stands where letters should; a file may be read with --input FILE --encoding latin1\n"), (undecodable.ExitCode, undecodable.Error));

        var fromFile = await RunAsync(["predict", Model.Facts.Name, "--backbone", backbone.Path, "--delta", delta, "--input", backbone.Dev, "--json"]);
        Assert.Equal(8, JsonDocument.Parse(fromFile.AssertDone()).RootElement.GetArrayLength());
    }

    [Theory]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("predict")]
    public async Task A_model_that_answers_with_no_label_is_refused(string verb)
    {
        const string model = nameof(BertMaskedLmFull);
        using var backbone = new TinyBackbone(Model);
        string[] data = verb switch
        {
            "train" => ["--train", backbone.Train, "--dev", backbone.Dev, "--output", backbone.File("run")],
            "evaluate" => ["--dev", backbone.Dev],
            _ => [],
        };
        var answer = await RunAsync([verb, model, "--backbone", backbone.Path, .. data], "a good film .\n");
        answer.AssertFailed(ExitCode.Failed, $"{model} has a masked-lm head, which has no labels; expected a model that answers with labels, numbers or tags");
    }

    [Fact]
    public async Task Several_seeds_are_several_runs_with_a_mean_and_a_best()
    {
        using var backbone = new TinyBackbone(Model);
        var answer = await RunAsync([.. Train(backbone, backbone.Train), "--epochs", "1", "--seeds", "4,7", "--json"]);
        using var json = JsonDocument.Parse(answer.Output);
        Assert.Equal([4L, 7], json.RootElement.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("seed").GetInt64()));
        Assert.Contains(json.RootElement.GetProperty("best_seed").GetInt64(), new[] { 4L, 7 });
        Assert.True(json.RootElement.GetProperty("standard_deviation").GetProperty("loss").GetDouble() > 0);
        foreach (var seed in new[] { 4, 7 }) Assert.True(File.Exists(Path.Combine(backbone.File("run"), $"seed-{seed}", "delta.safetensors")));
    }

    [Fact]
    public async Task A_dry_run_tells_both_peaks_and_keeps_nothing()
    {
        using var backbone = new TinyBackbone(Model);
        var answer = await RunAsync([.. Train(backbone, backbone.Train), "--dry-run", "--json"]);
        using var json = JsonDocument.Parse(answer.AssertDone());
        Assert.Equal(
            ["updates", "rows_at_once", "tokens", "estimated_peak_bytes", "peak_memory_bytes", "seconds_per_update"], json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.False(Directory.Exists(backbone.File("run")));
    }

    [Fact]
    public async Task In_a_pipe_it_tells_the_start_and_each_epoch_on_standard_error()
    {
        using var backbone = new TinyBackbone(Model);
        var answer = await RunAsync(["train", Model.Facts.Name, "--backbone", backbone.Path, "--train", backbone.Train, "--dev", backbone.Dev, "--output", backbone.File("run"),
            "--epochs", "2", "--limit", "10", "--batch-size", "4", "--metric", "loss"]);
        Assert.Equal(0, answer.ExitCode);
        var lines = answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches($"^{Model.Facts.Name}: trains 98 of [0-9,]+ parameters on 10 rows in 6 updates; judged by 8 rows$", lines[0]);
        Assert.Equal("2 labels: 0 (5 rows), 1 (5)", lines[1]);
        Assert.Contains(lines, line => line.StartsWith("epoch 1: loss ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("epoch 2: loss ", StringComparison.Ordinal));
        Assert.Matches(@"^best: epoch [12], dev loss 0\.\d{4}.*\ndelta: .*delta\.safetensors \(\d+\.\d KiB\), 6 updates in \d+s\n$", answer.Output);
    }

    [Fact]
    public async Task Stopped_while_the_data_is_read_it_says_so()
    {
        using var backbone = new TinyBackbone(Model);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var answer = await HostTester.RunAsync(CompiledModels.All, "", stop.Token, Train(backbone, backbone.Train));
        Assert.Equal(ExitCode.Stopped, answer.ExitCode);
        Assert.Equal("", answer.Output);
        Assert.EndsWith("pasta: stopped before the end\n", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_data_is_one_sentence_that_names_the_file()
    {
        using var backbone = new TinyBackbone(Model);
        var missing = backbone.File("none.tsv");
        (await RunAsync(Train(backbone, missing))).AssertFailed(ExitCode.Failed, $"{missing}: there is no such file");
        foreach (var (name, content) in new[] { ("empty.tsv", ""), ("header.tsv", "sentence\tlabel\n"), ("one-column.tsv", "good\n"), ("label.jsonl", "{\"text\": \"good\"}\n") })
            await AssertNamesFileAsync(Train(backbone, backbone.File(name, content)), backbone.File(name));
        backbone.File("dev.tsv", "good\tmaybe\n");
        await AssertNamesFileAsync(Train(backbone, backbone.Train), backbone.Dev);
    }

    [Fact]
    public async Task A_folder_that_holds_another_run_is_kept_unless_it_may_be_started_over()
    {
        using var backbone = new TinyBackbone(Model);
        string[] line = [.. Train(backbone, backbone.Train), "--epochs", "1"];
        Assert.Equal(0, (await RunAsync(line)).ExitCode);
        var delta = Path.Combine(backbone.File("run"), "delta.safetensors");
        var bytes = await File.ReadAllBytesAsync(delta);
        (await RunAsync([.. line, "--seed", "7"])).AssertFailed(ExitCode.Failed,
            $"{backbone.File("run")}: holds a run with another seed (42, now 7); choose another folder with --output, pass --fresh to start over in this one, or give what it began with to go on: pasta {string.Join(' ', line)}");
        Assert.Equal(bytes, await File.ReadAllBytesAsync(delta));
        Assert.Equal(0, (await RunAsync([.. line, "--seed", "7", "--fresh"])).ExitCode);
        Assert.NotEqual(bytes, await File.ReadAllBytesAsync(delta));
    }

    [Fact]
    public async Task A_finished_run_is_reported_again_and_touched_no_more()
    {
        using var backbone = new TinyBackbone(Model);
        string[] line = [.. Train(backbone, backbone.Train), "--epochs", "2", "--json"];
        var first = await RunAsync(line);
        var before = Directory.GetFiles(backbone.File("run")).ToDictionary(file => file, file => (File.GetLastWriteTimeUtc(file), Convert.ToHexString(File.ReadAllBytes(file))));
        var again = await RunAsync(line);
        Assert.Equal((0, first.Output), (again.ExitCode, again.Output));
        Assert.Equal(before, Directory.GetFiles(backbone.File("run")).ToDictionary(file => file, file => (File.GetLastWriteTimeUtc(file), Convert.ToHexString(File.ReadAllBytes(file)))));
        Assert.Contains("is finished", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_epochs_are_trained_only_where_the_run_may_be_extended()
    {
        using var backbone = new TinyBackbone(Model);
        var line = Train(backbone, backbone.Train);
        await RunAsync([.. line, "--epochs", "1"]);
        (await RunAsync([.. line, "--epochs", "2"])).AssertFailed(ExitCode.Failed,
            $"{backbone.File("run")}: holds a run with other epochs (1, now 2); more epochs stretch the learning rate's schedule: pass --extend to go on with them, or --fresh to start over");
        var extended = await RunAsync([.. line, "--epochs", "2", "--extend", "--json"]);
        Assert.Contains("goes on after update 3 of 6", extended.Error, StringComparison.Ordinal);
        Assert.Equal(6, JsonDocument.Parse(extended.Output).RootElement.GetProperty("steps").GetInt32());
        Assert.Contains("other epochs (2, now 1)", (await RunAsync([.. line, "--epochs", "1", "--extend"])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_delta_records_the_command_that_made_it()
    {
        using var backbone = new TinyBackbone(Model);
        string[] line = [.. Train(backbone, backbone.Train), "--epochs", "1"];
        await RunAsync(line);
        using var delta = DeltaFile.Open(Path.Combine(backbone.File("run"), "delta.safetensors"));
        Assert.Equal($"pasta {string.Join(' ', line)}", delta.Header!.Command);
    }

    [Fact]
    public async Task A_delta_of_another_backbone_model_or_no_delta_at_all_is_refused_in_one_sentence()
    {
        using var backbone = new TinyBackbone(Model);
        using var other = new TinyBackbone(Model, seed: 2);
        await RunAsync([.. Train(backbone, backbone.Train), "--epochs", "1"]);
        var delta = Path.Combine(backbone.File("run"), "delta.safetensors");
        var headOnly = CompiledModels.All.First(model => model.Facts.Architecture == Model.Facts.Architecture && model.Facts.Adaptations is ["head-only"]).Facts.Name;

        foreach (var verb in new[] { "evaluate", "predict" })
        {
            string[] Line(string model, string folder, string file) => [verb, model, "--backbone", folder, "--delta", file, verb == "evaluate" ? "--dev" : "--input", backbone.Dev];
            await AssertNamesFileAsync(Line(Model.Facts.Name, other.Path, delta), delta);
            await AssertNamesFileAsync(Line(headOnly, backbone.Path, delta), delta);
            await AssertNamesFileAsync(Line(Model.Facts.Name, backbone.Path, backbone.Dev), backbone.Dev);
            await AssertNamesFileAsync(Line(Model.Facts.Name, backbone.Path, backbone.File("none.safetensors")), backbone.File("none.safetensors"));
            var wrongFolder = Path.Combine(backbone.Path, "none");
            await AssertNamesFileAsync(Line(Model.Facts.Name, wrongFolder, delta), wrongFolder);
        }
        (await RunAsync(["evaluate", Model.Facts.Name, "--backbone", backbone.Path, "--delta", delta, "--dev", backbone.Dev, "--max-length", "2"])).AssertFailed(
            ExitCode.Failed, "max-length is 2, but the tokenizer inserts 2 special tokens into each row ([CLS] A [SEP]); expected more");
        (await RunAsync(["predict", headOnly, "--backbone", backbone.Path])).AssertFailed(
            ExitCode.Failed, $"{backbone.Path}: holds no trained head for {headOnly}; --delta FILE names what training wrote");
    }

    [Fact]
    public async Task A_backbone_of_another_architecture_is_refused_in_one_sentence()
    {
        using var backbone = new TinyBackbone(Model);
        backbone.File("config.json", (await File.ReadAllTextAsync(backbone.File("config.json"))).Replace(Model.Facts.Architecture, "gnocchi", StringComparison.Ordinal));
        await AssertNamesFileAsync(Train(backbone, backbone.Train), backbone.Path);
        await AssertNamesFileAsync(["describe", Model.Facts.Name, "--backbone", backbone.Path], backbone.Path);
    }

    private static string[] Train(TinyBackbone backbone, string train) =>
        ["train", Model.Facts.Name, "--backbone", backbone.Path, "--train", train, "--dev", backbone.Dev, "--output", backbone.File("run"), "--batch-size", "16"];

    private static Task<HostAnswer> RunAsync(string[] line, string input = "") => HostTester.RunAsync(CompiledModels.All, input, CancellationToken.None, line);

    private static async Task AssertNamesFileAsync(string[] line, string path)
    {
        var answer = await RunAsync(line);
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Equal("", answer.Output);
        Assert.StartsWith($"pasta: {path}", answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("should not happen", answer.Error, StringComparison.Ordinal);
    }
}
