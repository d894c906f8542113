using PastaGen.Text;
using PastaGen.Text.Data;

namespace PastaGen.Training.Tests;

public sealed class TrainingStreamTests : IDisposable
{
    private static readonly TrainingOptions Quick = new() { Epochs = 3, BatchSize = 2, LearningRate = 0.02, MaxLength = 10, Precision = Precision.Fp32 };
    private readonly TemporaryFolder folder = new();
    private readonly TextClassifier classifier;

    public TrainingStreamTests() => classifier = TextClassifier.LoadBackbone(HandBertPlan.Pasta, TinyBackbone.Write(folder.File("b")));

    private string Output => folder.File("run");

    [Fact]
    public async Task The_stream_tells_what_the_run_logs_and_the_classifier_then_predicts_with_the_best_delta()
    {
        var events = new List<TrainingEvent>();
        await foreach (var happened in classifier.CreateTrainer(Quick).TrainAsync(Data(), Output)) events.Add(happened);

        var logged = File.ReadAllLines(Path.Combine(Output, "metrics.jsonl")).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("event").GetString());
        Assert.Equal(logged, events.Where(happened => happened is not EvaluationProgressed).Select(happened => happened.Name));
        Assert.Equal(12, events.OfType<StepCompleted>().Count());
        var finished = Assert.IsType<TrainingFinished>(events[^1]);
        using var loaded = TextClassifier.LoadBackbone(HandBertPlan.Pasta, folder.File("b")).LoadDelta(finished.Report.DeltaPath);
        Assert.Equal(loaded.Predict("very good").Probabilities, classifier.Predict("very good").Probabilities);
    }

    [Fact]
    public async Task The_same_bits_come_out_on_a_thread_of_its_own_and_on_the_caller_s()
    {
        await foreach (var _ in classifier.CreateTrainer(Quick).TrainAsync(Data(), Output)) { }
        classifier.CreateTrainer(Quick).Train(Data(), folder.File("other"));
        Assert.Equal(File.ReadAllBytes(Path.Combine(Output, "delta.safetensors")), File.ReadAllBytes(Path.Combine(folder.File("other"), "delta.safetensors")));
    }

    [Fact]
    public async Task A_reader_that_sleeps_does_not_hold_up_the_run_and_misses_nothing_but_updates()
    {
        var steps = EventStream.MostWaitingSteps + 500;
        var done = new TaskCompletionSource();
        var seen = new List<TrainingEvent>();
        await foreach (var happened in EventStream.Of(Run, CancellationToken.None))
        {
            // The run ends while its first event is still in the reader's hands.
            if (seen.Count == 0) await done.Task.WaitAsync(TimeSpan.FromSeconds(30));
            seen.Add(happened);
        }
        Assert.Equal(EventStream.MostWaitingSteps, seen.OfType<StepCompleted>().Count());
        Assert.IsType<DeltaSaved>(seen[^1]);

        void Run(Action<TrainingEvent> tell, CancellationToken stop)
        {
            tell(new DeltaSaved(1, "first", 1));
            for (var step = 1; step <= steps; step++) tell(new StepCompleted(new StepResult(step, 1, 1, 1), 1, steps, 1, TimeSpan.Zero));
            tell(new DeltaSaved(2, "last", 1));
            done.SetResult();
        }
    }

    [Fact]
    public async Task Leaving_the_stream_stops_the_run_before_the_loop_s_next_line()
    {
        var trainer = classifier.CreateTrainer(Quick with { Epochs = 10_000 });
        await foreach (var happened in trainer.TrainAsync(Data(), Output))
            if (happened is DeltaSaved) break;
        // The folder is no longer written: it can be taken by another run.
        Assert.False(File.Exists(Path.Combine(Output, "report.json")));
        using var exclusive = new FileStream(Path.Combine(Output, "metrics.jsonl"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        using var kept = DeltaFile.Open(Path.Combine(Output, "delta.safetensors"));
    }

    [Fact]
    public async Task A_token_ends_the_stream_with_what_was_kept()
    {
        using var source = new CancellationTokenSource();
        TrainingEvent? last = null;
        var stopped = await Assert.ThrowsAsync<TrainingStoppedException>(async () =>
        {
            await foreach (var happened in classifier.CreateTrainer(Quick with { Epochs = 10_000 }).TrainAsync(Data(), Output, source.Token))
            {
                last = happened;
                if (happened is DeltaSaved) await source.CancelAsync();
            }
        });
        Assert.Contains("the best delta so far", stopped.Message, StringComparison.Ordinal);
        Assert.Contains(Assert.IsType<TrainingStopped>(last).Kept, stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_ends_the_stream_with_its_sentence()
    {
        var events = classifier.CreateTrainer(Quick).TrainAsync(folder.File("none.tsv"), folder.File("none.tsv"), Output);
        var error = await Assert.ThrowsAsync<BadInputException>(async () => await events.CountAsync());
        Assert.Contains("none.tsv", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        classifier.Dispose();
        folder.Dispose();
    }

    internal static TrainingData Data()
    {
        (string Text, string Label)[] rows =
        [
            ("good film", "good"), ("bad plot", "bad"), ("it was very good", "good"), ("it was very bad", "bad"),
            ("a fine plot", "good"), ("a poor film", "bad"), ("very fine", "good"), ("very poor", "bad"),
        ];
        Example[] examples = [.. rows.Select((row, line) => new Example(row.Text, null, row.Label, line + 1))];
        return new TrainingData(examples, examples);
    }
}
