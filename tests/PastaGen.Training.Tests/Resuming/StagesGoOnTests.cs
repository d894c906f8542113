namespace PastaGen.Training.Tests;

public sealed class StagesGoOnTests : IDisposable
{
    // The first, one within, and the last of each stage.
    private static readonly int[] Updates = [1, 4, 7, 8, 13, ResumedRun.Updates];

    private readonly ResumedRun run = new();
    private readonly (string Delta, string Metrics)[] undisturbed;
    private readonly List<string> learned;

    public StagesGoOnTests()
    {
        run.Train(model: StagedModels.Full);
        undisturbed = Results();
        learned = [.. run.Learned];
        Assert.Equal(13 * 3, learned.Count);
        Clear();
    }

    [Fact]
    public void Stopped_in_any_stage_it_learns_from_no_row_twice_and_skips_none()
    {
        foreach (var update in Updates)
        {
            var stopped = Assert.Throws<TrainingStoppedException>(() => LeaveAfter(update, kill: false));
            Assert.EndsWith(
                $"; the same command goes on after update {(update <= 7 ? $"{update} of stage 1" : $"{update - 7} of stage 2")} of 2: pasta train", stopped.Message, StringComparison.Ordinal);
            run.Train(model: StagedModels.Full);
            Assert.Equal(learned, run.Learned);
            Assert.Equal(undisturbed, Results());
            Clear();
        }
    }

    [Fact]
    public void Killed_in_any_stage_it_ends_with_the_same_bytes()
    {
        foreach (var update in Updates)
        {
            Assert.Throws<TimeoutException>(() => LeaveAfter(update, kill: true));
            run.Learned.Clear();
            run.Train(model: StagedModels.Full);
            Assert.Equal(learned[^run.Learned.Count..], run.Learned);
            Assert.Equal(undisturbed, Results());
            Clear();
        }
    }

    [Theory]
    [InlineData(typeof(StageFinished), 1)]
    [InlineData(typeof(TrainingStarted), 2)]
    public void Killed_between_the_stages_it_ends_with_the_same_bytes(Type happening, int time)
    {
        Assert.Throws<TimeoutException>(() => run.Train(model: StagedModels.Full, progress: happened =>
        {
            if (happened.GetType() == happening && --time == 0) throw new TimeoutException();
        }));
        run.Learned.Clear();
        var report = run.Train(model: StagedModels.Full);
        Assert.Equal(learned[13..], run.Learned);
        Assert.Equal(undisturbed, Results());
        Assert.Equal((14, 7), (report.Steps, report.EarlierStages.Single().Steps));
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public void What_the_last_stage_began_with_is_in_its_states()
    {
        Assert.Throws<TimeoutException>(() => LeaveAfter(9, kill: true));
        Directory.Delete(run.File("stage-1"), recursive: true);
        run.Train(model: StagedModels.Full);
        Assert.Equal(undisturbed[0], run.Results());
        Assert.False(Directory.Exists(run.File("stage-1")));
    }

    public void Dispose() => run.Dispose();

    private (string Delta, string Metrics)[] Results() => [run.Results(), run.Results("stage-1")];

    // Counted over all stages.
    private void LeaveAfter(int update, bool kill)
    {
        using var stop = new CancellationTokenSource();
        run.Train(
            model: StagedModels.Full,
            progress: happened =>
            {
                if (happened is not StepCompleted || --update > 0) return;
                if (kill) throw new TimeoutException();
                stop.Cancel();
            },
            cancellation: stop.Token);
    }

    private void Clear()
    {
        Directory.Delete(run.Output, recursive: true);
        run.Learned.Clear();
        run.Warnings.Clear();
    }
}
