using System.Text.Json;
using PastaGen.Host.Tests.Testing;
using PastaGen.Models;

namespace PastaGen.Host.Tests.Verbs;

[Collection(EngineTests.Name)]
public sealed class PretrainVerbTests : IDisposable
{
    private const string Config = """
        {"model_type": "bert", "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32,
         "max_position_embeddings": 32, "type_vocab_size": 2}
        """;

    private readonly TinyBackbone files = new(BertPasta.Definition);
    private readonly string[] run;

    public PretrainVerbTests()
    {
        var (config, text, heldOut) = (files.File("encoder.json"), files.File("text.txt"), files.File("held-out.txt"));
        File.WriteAllText(config, Config);
        File.WriteAllText(text, string.Join("\n\n", Enumerable.Range(0, 40).Select(number => $"a {(number % 2 == 0 ? "good" : "bad")} film is {(number % 3 == 0 ? "long" : "short")}. it is seen by {number} people.")));
        File.WriteAllText(heldOut, "a good film is short. a bad film is seen by people.");
        run = ["pretrain", nameof(BertMaskedLmFull), "--config", config, "--text", text, "--held-out", heldOut, "--output", files.File("encoder"),
            "--vocabulary-size", "100", "--precision", "fp32"];
    }

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task A_backbone_is_made_that_is_trained_on()
    {
        var made = await RunAsync([.. run, "--epochs", "2", "--max-length", "16", "--batch-tokens", "64", "--json"]);
        Assert.True(made.ExitCode == 0, made.Error);
        var report = JsonDocument.Parse(made.Output).RootElement;
        Assert.Equal(
            ["model", "parameters", "vocabulary_size", "passages", "tokens", "held_out_passages", "evaluations", "steps", "stop_reason", "seen_tokens", "seconds", "peak_memory_bytes", "backbone", "teacher", "device", "precision", "precision_reason", "seed"],
            report.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["loss", "accuracy"], report.GetProperty("evaluations")[1].GetProperty("metrics").EnumerateObject().Select(score => score.Name));
        Assert.Equal(2 * (report.GetProperty("tokens").GetInt64() + (2 * report.GetProperty("passages").GetInt64())), report.GetProperty("seen_tokens").GetInt64());
        var lines = made.Error.Split('\n');
        Assert.StartsWith("BertMaskedLmFull: trains ", lines[0], StringComparison.Ordinal);
        Assert.Equal("precision: fp32, as asked", lines[1]);
        Assert.Matches(@"^update \d+, epoch 1: loss \d+\.\d{4}; held-out loss \d+\.\d{4}, accuracy 0\.\d{4}; \d+s$", lines[2]);

        var backbone = report.GetProperty("backbone").GetProperty("path").GetString()!;
        var trained = await RunAsync(["train", nameof(BertFull), "--backbone", backbone, "--train", files.Train, "--dev", files.Dev, "--output", files.File("run"), "--epochs", "1", "--max-length", "12"]);
        Assert.True(trained.ExitCode == 0, trained.Error);

        var again = await RunAsync([.. run, "--epochs", "2", "--max-length", "16", "--batch-tokens", "64"]);
        Assert.StartsWith($"note: {files.File("encoder")}: this run is finished; --fresh starts it over", again.Error, StringComparison.Ordinal);
        Assert.Contains($"backbone: {backbone} (", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_setting_reaches_the_run()
    {
        Assert.Equal(0, (await RunAsync([.. run, "--max-steps", "1", "--max-length", "16", "--batch-tokens", "64"])).ExitCode);
        var other = await RunAsync([.. run, "--max-steps", "2", "--epochs", "3", "--masked-share", "0.3", "--whole-words", "--learning-rate", "0.5", "--lr-scheduler-type", "cosine",
            "--warmup-ratio", "0.5", "--warmup-steps", "7", "--weight-decay", "0.1", "--adam-beta1", "0.8", "--adam-beta2", "0.7", "--adam-epsilon", "1e-4", "--max-grad-norm", "2",
            "--dropout", "0", "--seed", "5", "--eval-every", "7st", "--logging-steps", "4", "--store", "bf16", "--max-length", "15", "--batch-tokens", "65"]);
        Assert.Equal(ExitCode.Failed, other.ExitCode);
        foreach (var difference in (string[])["max-steps (1, now 2)", "epochs (none, now 3)", "masked-share (0.15, now 0.3)", "whole-words (no, now yes)", "learning-rate (0.001, now 0.5)",
            "lr-scheduler-type (linear, now cosine)", "warmup-ratio (0.06, now 0.5)", "warmup-steps (0, now 7)", "weight-decay (0.01, now 0.1)", "adam-beta1 (0.9, now 0.8)", "adam-beta2 (0.98, now 0.7)",
            "adam-epsilon (1E-06, now 0.0001)", "max-grad-norm (1, now 2)", "dropout (none, now 0)", "seed (42, now 5)", "eval-every (1ep, now 7st)", "logging-steps (1, now 4)", "store (fp16, now bf16)",
            "max-length (16, now 15)", "batch-tokens (64, now 65)"])
            Assert.Contains($" {difference}", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_that_do_not_fit_are_refused_with_those_that_do()
    {
        var answer = await RunAsync([run[0], nameof(BertPasta), .. run[2..], "--max-steps", "1"]);
        var those = CompiledModels.All.Where(model => model.Facts.Head == "masked-lm").Select(model => model.Facts.Name);
        answer.AssertFailed(ExitCode.Failed, $"BertPasta does not learn masked words with all of its weights; expected one of {string.Join(", ", those)}");
        var endless = await RunAsync(run);
        endless.AssertFailed(ExitCode.Failed, "nothing says how long to train: expected --epochs or --max-steps, by which the learning rate falls; --max-time may end the run earlier");
    }

    private static Task<HostAnswer> RunAsync(string[] arguments) => HostTester.RunAsync(CompiledModels.All, "", CancellationToken.None, arguments);
}
