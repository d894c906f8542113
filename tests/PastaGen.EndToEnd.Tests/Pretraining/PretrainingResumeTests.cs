using PastaGen.Text;
using PastaGen.Training;

namespace PastaGen.EndToEnd.Tests.Pretraining;

public sealed class PretrainingResumeTests : IDisposable
{
    private readonly SmallPretraining small = new();

    public void Dispose() => small.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(TeacherPooling.Mean)]
    [InlineData(TeacherPooling.Tokens)]
    public void Killed_at_any_event_it_goes_on_to_the_same_bytes(TeacherPooling? teacher)
    {
        var options = small.Options with { Teacher = teacher is null ? null : small.Teacher(), TeacherPooling = teacher ?? default };
        var events = 0;
        small.Run(options, "undisturbed", progress: _ => events++);
        var expected = small.Results("undisturbed");
        for (var kill = 1; kill <= events; kill++)
        {
            var left = kill;
            var run = $"killed-{kill}";
            // An exception that nobody expects leaves without a last word, as a killed process does.
            Assert.Throws<TimeoutException>(() => small.Run(options, run, progress: _ =>
            {
                if (--left == 0) throw new TimeoutException();
            }));
            small.Run(options, run);
            var (backbone, metrics) = small.Results(run);
            Assert.Equal(expected.Backbone, backbone);
            Assert.Equal(expected.Metrics, metrics);
        }
    }

    [Fact]
    public void Stopped_it_says_what_is_kept_and_goes_on_to_the_same_bytes()
    {
        small.Run(small.Options, "undisturbed");
        using var stop = new CancellationTokenSource();
        var stopped = Assert.Throws<TrainingStoppedException>(() => small.Run(
            small.Options, "run", progress: happened =>
            {
                if (happened is StepCompleted { Result.Step: 4 }) stop.Cancel();
            }, cancellation: stop.Token));
        Assert.Equal($"pretraining was stopped; the backbone of the last evaluation is kept in {Path.Combine(small["run"], "backbone")}; the same command goes on after update 4: pasta pretrain", stopped.Message);
        small.Run(small.Options, "run");
        var (expected, found) = (small.Results("undisturbed"), small.Results("run"));
        Assert.Equal(expected.Backbone, found.Backbone);
        Assert.Equal(expected.Metrics, found.Metrics);
    }

    [Fact]
    public void Teacher_vectors_are_computed_once_and_not_again_for_another_seed()
    {
        var options = small.Options with { Teacher = small.Teacher() };
        int Computed(PretrainingOptions one)
        {
            var times = 0;
            small.Run(one, "run", progress: happened => times += happened is TeacherProgressed ? 1 : 0);
            return times;
        }

        Assert.Equal(2, Computed(options));
        Assert.Equal(0, Computed(options with { Seed = 3, Fresh = true }));
        File.AppendAllText(small.Text, "\nMy neighbour paints the moon.\n");
        // The vocabulary is another, and with it both texts' passages.
        Assert.Equal(2, Computed(options with { Seed = 3, Fresh = true }));
    }

    [Fact]
    public void Another_setting_is_refused_by_name_and_a_finished_run_is_reported_again()
    {
        small.Run(small.Options, "run");
        var again = small.Run(small.Options, "run");
        Assert.Equal(6, again.Steps);
        var refused = Assert.Throws<BadInputException>(() => small.Run(small.Options with { MaskedShare = 0.3, BatchTokens = 100 }, "run"));
        Assert.StartsWith($"{small["run"]}: holds a run with other batch-tokens (192, now 100) and another masked-share (0.15, now 0.3); ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(6, small.Run(small.Options with { MaskedShare = 0.3, Fresh = true }, "run").Steps);

        var taught = small.Options with { Teacher = small.Teacher(), MaxSteps = 1 };
        small.Run(taught, "taught");
        refused = Assert.Throws<BadInputException>(() => small.Run(taught with { TeacherPooling = TeacherPooling.Tokens }, "taught"));
        Assert.Contains("another teacher-pooling (mean, now tokens)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_ends_a_run_with_a_whole_backbone_and_more_time_goes_on_with_it()
    {
        small.Run(small.Options, "undisturbed");
        var report = small.Run(small.Options with { MaxTime = TimeSpan.FromTicks(1) }, "run");
        Assert.Equal((1, StopReason.MaxTime), (report.Steps, report.StopReason));
        Assert.True(File.Exists(Path.Combine(report.BackbonePath, "model.safetensors")));
        Assert.Equal(6, small.Run(small.Options, "run").Steps);
        Assert.Equal(small.Results("undisturbed").Backbone, small.Results("run").Backbone);
    }
}
