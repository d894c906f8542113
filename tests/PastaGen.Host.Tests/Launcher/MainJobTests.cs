namespace PastaGen.Host.Tests.Launcher;

/// <summary>README's first command: which verbs it calls with what, the program itself replaced by a stand-in that repeats its words.</summary>
public sealed class MainJobTests : IDisposable
{
    private readonly LauncherCheckout checkout = new();

    public void Dispose() => checkout.Dispose();

    [Fact]
    public async Task Without_options_it_trains_evaluates_and_predicts_on_what_ships()
    {
        var answer = await RunAsync(exitCode: 0);
        Assert.Equal(0, answer.ExitCode);
        var (backbone, requests, run) = ($"<--backbone><{checkout.Root}/backbones/orzo>", $"{checkout.Root}/data/requests", $"{checkout.Root}/runs/main-job");
        var calls = Calls(answer);
        Assert.StartsWith($"<train><ModernbertPasta>{backbone}<--train><{requests}/train.tsv><--dev><{requests}/dev.tsv><--output><{run}><--epochs>", calls[0], StringComparison.Ordinal);
        Assert.Equal($"<evaluate><ModernbertPasta>{backbone}<--delta><{run}/delta.safetensors><--dev><{requests}/test.tsv>", calls[1]);
        Assert.StartsWith($"<predict><ModernbertPasta>{backbone}<--delta><{run}/delta.safetensors>", calls[2], StringComparison.Ordinal);
        Assert.Contains("\nTo try next", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_ones_own_are_trained_on_and_scored_and_nothing_is_predicted()
    {
        checkout.Write("a.tsv");
        checkout.Write("b.tsv");
        var (train, dev) = ($"{checkout.Root}/a.tsv", $"{checkout.Root}/b.tsv");
        var answer = await RunAsync(exitCode: 0, "--train", train, "--dev", dev, "--backbone", "bert", "--model", "BertPasta", "--output", "out", "--", "--epochs", "2", "--encoding", "latin1");
        Assert.Equal(
            [
                $"<train><BertPasta><--backbone><bert><--train><{train}><--dev><{dev}><--output><out><--learning-rate><1e-1><--head-learning-rate><5e-3><--warmup-ratio><0.06><--max-length><96><--epochs><2><--encoding><latin1>",
                $"<evaluate><BertPasta><--backbone><bert><--delta><out/delta.safetensors><--dev><{dev}><--encoding><latin1>",
            ],
            Calls(answer));
        Assert.Equal(0, answer.ExitCode);
        Assert.EndsWith("  echo 'your sentence' | ./pasta predict BertPasta --backbone bert --delta out/delta.safetensors\n", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_told_before_anything_is_built()
    {
        checkout.Write("a.tsv");
        var answer = await RunAsync(exitCode: 0, "--train", $"{checkout.Root}/a.tsv", "--dev", $"{checkout.Root}/none.tsv");
        Assert.Equal((1, ""), (answer.ExitCode, answer.Output));
        Assert.Contains($"{checkout.Root}/none.tsv: there is no such file, or it may not be read\n", answer.Error, StringComparison.Ordinal);
        Assert.Equal(0, checkout.Builds);
    }

    [Fact]
    public async Task A_training_that_fails_or_is_stopped_ends_it_with_the_same_exit_code()
    {
        var answer = await RunAsync(exitCode: 130);
        Assert.Equal(130, answer.ExitCode);
        Assert.StartsWith("<train>", Assert.Single(Calls(answer)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_stopped_goes_on_and_one_that_is_finished_is_made_again()
    {
        checkout.Write("runs/main-job/state.safetensors");
        Assert.DoesNotContain("<--fresh>", Calls(await RunAsync(exitCode: 0))[0], StringComparison.Ordinal);
        checkout.Write("runs/main-job/report.json");
        Assert.Contains("<--fresh>", Calls(await RunAsync(exitCode: 0))[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'--epochs' is no option; those of pasta train stand behind --", "--epochs", "3")]
    [InlineData("--train needs a value", "--train")]
    [InlineData("data of your own are two files of labeled texts, --train and --dev", "--train", "a.tsv")]
    public async Task A_wrong_command_line_is_a_sentence_and_the_usage_and_nothing_is_done(string sentence, params string[] arguments)
    {
        var answer = await RunAsync(exitCode: 0, arguments);
        Assert.Equal((2, ""), (answer.ExitCode, answer.Output));
        Assert.StartsWith($"scripts/main-job: {sentence}\nusage: scripts/main-job ", answer.Error, StringComparison.Ordinal);
        Assert.Equal(0, checkout.Builds);
    }

    private Task<Testing.HostAnswer> RunAsync(int exitCode, params string[] arguments) =>
        checkout.RunScriptAsync("scripts/main-job", [("FAKE_EXIT", $"{exitCode}"), ("PASTAGEN_LIBTORCH", "/opt/libtorch"), ("CXX", "bash")], arguments);

    private static string[] Calls(Testing.HostAnswer answer) => [.. answer.Output.Split('\n').Where(line => line.StartsWith('<'))];
}
