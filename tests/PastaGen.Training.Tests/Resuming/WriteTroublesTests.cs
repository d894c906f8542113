using PastaGen.Text;

namespace PastaGen.Training.Tests;

public sealed class WriteTroublesTests : IDisposable
{
    private readonly ResumedRun run = new();

    public void Dispose() => run.Dispose();

    // A file in the folder's place lets nothing be written there, whoever tries.
    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(14)]
    public void A_folder_that_cannot_be_written_for_a_while_costs_nothing(int update)
    {
        run.Train();
        var undisturbed = run.Results();
        run.Restore([]);
        var aside = run.Folder("aside");
        run.Train(progress: happened =>
        {
            if (happened is not StepCompleted step) return;
            if (step.Result.Step == update) Block(aside);
            if (step.Result.Step == update + 3) Unblock(aside);
        });
        Assert.Equal(2, run.Warnings.Count);
        Assert.Contains("could not be written; training goes on and tries again", run.Warnings[0], StringComparison.Ordinal);
        Assert.Equal($"{run.Output}: can be written again; everything is kept", run.Warnings[1]);
        Assert.Equal(undisturbed.Delta, run.Results().Delta);
    }

    [Fact]
    public void A_folder_that_is_deleted_is_made_again_and_gets_the_best_delta()
    {
        run.Train();
        var undisturbed = run.Results();
        run.Restore([]);
        run.Train(progress: happened =>
        {
            if (happened is StepCompleted { Result.Step: 20 }) Directory.Delete(run.Output, recursive: true);
        });
        Assert.True(File.Exists(run.File("report.json")));
        using var newest = RunState.Open(run.File(StateFiles.Newest));
        Assert.True(newest.Record.Progress.IsFinished);
        Assert.Equal(undisturbed.Delta, run.Results().Delta);
    }

    [Fact]
    public void Where_the_best_delta_cannot_be_kept_the_run_fails_at_its_end_and_goes_on_later()
    {
        run.Train();
        var undisturbed = run.Results();
        run.Restore([]);
        var aside = run.Folder("aside");
        var steps = 0;
        var failed = Assert.Throws<BadInputException>(() => run.Train(progress: happened =>
        {
            if (happened is StepCompleted) steps++;
            if (happened is StepCompleted { Result.Step: 12 }) Block(aside);
        }));
        Assert.Equal(ResumedRun.Updates, steps);
        Assert.StartsWith("the run is over, but its best delta could not be kept: ", failed.Message, StringComparison.Ordinal);
        Assert.EndsWith("the same command goes on after update 11", failed.Message, StringComparison.Ordinal);
        Unblock(aside);
        run.Train();
        Assert.Equal(undisturbed, run.Results());
    }

    // A folder in the newest state's place lets the delta be written and no state.
    [Fact]
    public void A_run_whose_delta_is_kept_does_not_fail_for_its_last_state()
    {
        run.Train();
        var undisturbed = run.Results();
        run.Restore([]);
        run.Train(progress: happened =>
        {
            if (happened is not StepCompleted { Result.Step: 12 }) return;
            File.Delete(run.File(StateFiles.Newest));
            Directory.CreateDirectory(run.File(StateFiles.Newest));
        });
        Assert.Contains("state.safetensors could not be written", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Directory.Delete(run.File(StateFiles.Newest));
        Assert.Equal(undisturbed, run.Results());
        run.Train();
        Assert.Equal(undisturbed, run.Results());
    }

    [Fact]
    public void Failures_are_told_at_once_then_once_a_minute_and_the_end_of_them_too()
    {
        var told = new List<string>();
        var time = new Seconds();
        var troubles = new WriteTroubles(run.Folder("here"), happened => told.Add(((TrainingWarned)happened).Sentence), time);
        void Fail() => troubles.Try("state", () => throw new IOException("No space left on device"));
        for (time.Now = 0; time.Now <= 125; time.Now++) Fail();
        Assert.Equal(3, told.Count);
        Assert.All(told, line => Assert.EndsWith("state could not be written; training goes on and tries again (No space left on device)", line, StringComparison.Ordinal));
        Assert.True(troubles.Try("delta", () => { }));
        Assert.True(troubles.Try("state", () => { }));
        Assert.EndsWith("can be written again; everything is kept", told[3], StringComparison.Ordinal);
        Fail();
        Assert.Equal(5, told.Count);
    }

    [Fact]
    public void A_line_that_was_written_in_part_is_taken_back()
    {
        Directory.CreateDirectory(run.Output);
        var log = new MetricsLog(run.File("metrics.jsonl"));
        log.Add("one");
        log.Flush();
        File.AppendAllText(run.File("metrics.jsonl"), "tw");
        log.Add("two");
        log.Flush();
        Assert.Equal("one\ntwo\n", File.ReadAllText(run.File("metrics.jsonl")));
        Assert.Equal(8, log.Length);
    }

    private void Block(string aside)
    {
        Directory.Move(run.Output, aside);
        File.WriteAllText(run.Output, "");
    }

    private void Unblock(string aside)
    {
        File.Delete(run.Output);
        Directory.Move(aside, run.Output);
    }

    private sealed class Seconds : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Now;
    }
}
