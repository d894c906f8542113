using PastaGen.Text;

namespace PastaGen.Training.Tests;

public sealed class StopAndGoOnTests : IDisposable
{
    private readonly ResumedRun run = new();
    private readonly (string Delta, string Metrics) undisturbed;
    private readonly List<string> learned;
    private readonly double seconds;

    public StopAndGoOnTests()
    {
        seconds = run.Train().Seconds;
        undisturbed = run.Results();
        learned = [.. run.Learned];
        Assert.Equal(13 * 3, learned.Count);
        Assert.Equal(13, learned.Take(13).Distinct().Count());
        Clear();
    }

    [Fact]
    public void Stopped_after_any_update_it_learns_from_no_row_twice_and_skips_none()
    {
        for (var update = 0; update <= ResumedRun.Updates; update++)
        {
            var stopped = run.StopAfter(update);
            Assert.Equal(update > 0, stopped.Message.EndsWith($"; the same command goes on after update {update}: pasta train", StringComparison.Ordinal));
            var report = run.Train();
            Assert.Equal(learned, run.Learned);
            Assert.Equal(undisturbed, run.Results());
            Assert.Equal(ResumedRun.Updates, report.Steps);
            Clear();
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3600)]
    public void Killed_after_any_update_it_learns_again_from_its_newest_state_on(int saveEvery)
    {
        var options = ResumedRun.Options with { SaveEvery = TimeSpan.FromSeconds(saveEvery) };
        for (var update = 1; update <= ResumedRun.Updates; update++)
        {
            run.KillAfter(update, options);
            run.Learned.Clear();
            var made = 0;
            run.Train(options, happened => made += happened is StepCompleted ? 1 : 0);
            var kept = saveEvery == 0 ? update - 1 : (update - 1) / ResumedRun.UpdatesPerEpoch * ResumedRun.UpdatesPerEpoch;
            Assert.Equal(ResumedRun.Updates - kept, made);
            Assert.Equal(learned[^run.Learned.Count..], run.Learned);
            Assert.Equal(undisturbed, run.Results());
            Clear();
        }
    }

    [Fact]
    public void Stopped_within_an_evaluation_it_judges_the_same_tensors_again()
    {
        for (var batch = 1; batch < 3 * 5; batch += 3)
        {
            using var stop = new CancellationTokenSource();
            var left = batch;
            run.Judging = () =>
            {
                if (--left == 0) stop.Cancel();
            };
            Assert.Throws<TrainingStoppedException>(() => run.Train(ResumedRun.Options with { SaveEvery = TimeSpan.FromHours(1) }, cancellation: stop.Token));
            run.Judging = null;
            run.Train();
            Assert.Equal(learned, run.Learned);
            Assert.Equal(undisturbed, run.Results());
            Clear();
        }
    }

    [Fact]
    public void A_run_made_of_several_attempts_counts_the_seconds_of_all()
    {
        run.StopAfter(ResumedRun.Updates - 1);
        using var state = RunState.Open(run.File(StateFiles.Newest));
        var before = state.Record.Progress.Seconds;
        Assert.True(before > 0);
        Assert.True(run.Train().Seconds > before);
        Assert.True(seconds > 0);
    }

    [Fact]
    public void A_finished_run_is_reported_again_and_neither_trained_nor_touched()
    {
        var first = run.Train();
        var files = run.Files();
        run.Learned.Clear();
        var again = run.Train();
        Assert.Empty(run.Learned);
        Assert.Equal(first.ToJson(), again.ToJson());
        Assert.Equal(files, run.Files());
        Assert.Equal([$"{run.Output}: this run is finished; --fresh starts it over"], run.Warnings);
    }

    [Theory]
    [InlineData("report.json")]
    [InlineData("delta.safetensors")]
    public void What_a_finished_run_lost_is_made_again_from_its_state(string lost)
    {
        run.Train();
        File.Delete(run.File(lost));
        run.Learned.Clear();
        run.Train();
        Assert.Empty(run.Learned);
        Assert.Equal(undisturbed, run.Results());
        Assert.True(File.Exists(run.File("report.json")));
    }

    [Fact]
    public void What_lies_beyond_the_newest_state_is_taken_back()
    {
        run.StopAfter(9);
        var delta = File.ReadAllBytes(run.File("delta.safetensors"));
        File.AppendAllText(run.File("metrics.jsonl"), "{\"event\":\"step\",\"step\":10}\n{\"eve");
        File.WriteAllText(run.File("delta.safetensors"), "of a later evaluation");
        File.WriteAllText(run.File("delta.safetensors.partial"), "half");
        File.WriteAllText(run.File("report.json"), "{}");
        run.StopAfter(10);
        Assert.Equal(delta, File.ReadAllBytes(run.File("delta.safetensors")));
        Assert.False(File.Exists(run.File("report.json")));
        Assert.False(File.Exists(run.File("delta.safetensors.partial")));
        run.Train();
        Assert.Equal(undisturbed, run.Results());
    }

    [Fact]
    public void More_epochs_go_on_from_the_last_update_where_they_are_allowed()
    {
        run.Train();
        var longer = ResumedRun.Options with { Epochs = 4 };
        Assert.EndsWith("--extend to go on with them, or --fresh to start over", Assert.Throws<BadInputException>(() => run.Train(longer)).Message, StringComparison.Ordinal);
        run.Learned.Clear();
        run.StopAfter(23, longer with { Extend = true });
        Assert.False(File.Exists(run.File("report.json")));
        var report = run.Train(longer);
        Assert.Equal((28, 4, 13), (report.Steps, report.Epochs.Count, run.Learned.Count));
        Assert.Equal(1, File.ReadAllLines(run.File("metrics.jsonl")).Count(line => line.Contains("\"finished\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_run_that_its_time_ended_goes_on_when_it_is_given_more()
    {
        var brief = ResumedRun.Options with { MaxTime = TimeSpan.FromMilliseconds(1) };
        Assert.Equal((1, StopReason.MaxTime), Outcome(run.Train(brief)));
        Assert.Equal((1, StopReason.MaxTime), Outcome(run.Train(brief)));
        Assert.Contains($"{run.Output}: this run is finished; --fresh starts it over", run.Warnings);
        Assert.Equal((ResumedRun.Updates, StopReason.Completed), Outcome(run.Train()));
        Assert.Equal(learned, run.Learned);

        static (int, StopReason) Outcome(TrainingReport report) => (report.Steps, report.StopReason);
    }

    [Fact]
    public void TensorBoard_is_told_of_every_update_once_whatever_interrupts_the_run()
    {
        var told = ResumedRun.Options with { TensorBoard = true };
        run.Train(told);
        var undivided = EventFileReader.Read(run.File(EventFile.Name));
        Assert.Equal(undivided.Count, undivided.Distinct().Count());
        Clear();
        run.KillAfter(4, told);
        run.StopAfter(9, told);
        run.KillAfter(16, told with { SaveEvery = TimeSpan.FromHours(1) });
        run.Train(told);
        Assert.Equal(undivided, EventFileReader.Read(run.File(EventFile.Name)));
    }

    [Fact]
    public void A_longer_run_goes_on_after_a_wish_to_stop_the_shorter_one()
    {
        var trainer = new Trainer(HandBertPlan.Pasta, run.Backbone, ResumedRun.Options);
        using (trainer.Train(ResumedRun.Data, run.Output, happened =>
        {
            if (happened is StepCompleted { Result.Step: 5 }) trainer.Control.StopTraining();
        }).Model)
        {
            var report = run.Train(ResumedRun.Options with { Epochs = 4, Extend = true });
            Assert.Equal((28, StopReason.Completed), (report.Steps, report.StopReason));
        }
    }

    [Fact]
    public void Rows_that_the_memory_decided_on_are_those_of_the_run_that_goes_on()
    {
        var auto = ResumedRun.Options with { BatchSize = 2, GradientAccumulationSteps = 1, MicroBatchSize = 0 };
        ExhaustOnce();
        run.Train(auto);
        var undivided = run.Results();
        Clear();

        ExhaustOnce();
        run.StopAfter(5, auto);
        var report = run.Train(auto);
        Assert.Equal(ResumedRun.Updates, report.Steps);
        Assert.Equal(13 * 3, run.Learned.Count);
        Assert.Equal(undivided, run.Results());

        // The device's memory fails once, at the run's first two rows.
        void ExhaustOnce() => run.Learning = rows =>
        {
            if (rows < 2) return;
            run.Learning = null;
            throw new InvalidOperationException("out of memory");
        };
    }

    [Fact]
    public void Two_processes_do_not_train_into_one_folder()
    {
        string? refused = null;
        run.Train(progress: happened =>
        {
            if (happened is StepCompleted { Result.Step: 3 }) refused = Assert.Throws<BadInputException>(() => run.Train()).Message;
        });
        Assert.Equal($"{run.Output}: another process trains into this folder; wait for it, stop it, or choose another folder", refused);
        Assert.Equal(undisturbed, run.Results());
    }

    [Fact]
    public void An_update_that_is_not_a_number_leaves_the_state_before_it()
    {
        var steep = ResumedRun.Options with { LearningRate = 1e38, MaxGradNorm = 0, WarmupRatio = 0, SaveEvery = TimeSpan.FromHours(1) };
        var made = 0;
        Assert.Throws<NonFiniteException>(() => run.Train(steep, happened => made += happened is StepCompleted ? 1 : 0));
        using var state = RunState.Open(run.File(StateFiles.Newest));
        Assert.InRange(made, 1, ResumedRun.Updates - 1);
        Assert.Equal(made, state.Record.Progress.CompletedUpdates);
    }

    public void Dispose() => run.Dispose();

    private void Clear()
    {
        Directory.Delete(run.Output, recursive: true);
        run.Learned.Clear();
        run.Warnings.Clear();
    }
}
