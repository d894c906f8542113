using System.Text.Json;
using PastaGen.Text;
using PastaGen.Text.Data;

namespace PastaGen.Training.Tests;

/// <summary>When runs stop, what they leave out, and what they say about it.</summary>
public sealed class RunRulesTests : IDisposable
{
    private static readonly TrainingOptions Quick = new() { Epochs = 3, BatchSize = 4, LearningRate = 0.02, MaxLength = 10 };
    private readonly TemporaryFolder folder = new();
    private readonly BackboneFolder backbone;
    private readonly List<TrainingEvent> events = [];

    public RunRulesTests() => backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b")));

    private string Output => folder.File("run");

    [Fact]
    public void Each_end_has_its_reason_and_a_last_evaluation()
    {
        (StopReason, int, int) End(string name, TrainingOptions options)
        {
            var report = Run(HandBertPlan.Pasta, options, name);
            using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.File(name), "report.json")));
            Assert.Equal(report.StopReason.Name(), json.RootElement.GetProperty("stop_reason").GetString());
            Assert.Equal(report.Steps, report.Epochs[^1].Step);
            return (report.StopReason, report.Steps, report.Epochs.Count);
        }

        Assert.Equal((StopReason.Completed, 6, 3), End("all", Quick));
        Assert.Equal((StopReason.Completed, 3, 2), End("part", Quick with { Epochs = 1.5 }));
        Assert.Equal((StopReason.MaxSteps, 5, 3), End("steps", Quick with { MaxSteps = 5 }));
        Assert.Equal((StopReason.MaxTime, 1, 1), End("time", Quick with { MaxTime = TimeSpan.FromTicks(1) }));
        // At a rate of 0 nothing ever gains after the first evaluation.
        Assert.Equal((StopReason.Patience, 6, 3), End("patience", Quick with { Epochs = 9, LearningRate = 0, Patience = 2 }));
    }

    [Fact]
    public void The_schedule_of_a_run_with_a_time_limit_is_that_of_the_whole_run()
    {
        Run(HandBertPlan.Pasta, Quick with { MaxTime = TimeSpan.FromTicks(1), WarmupSteps = 0 });
        Assert.Equal(6, events.OfType<TrainingStarted>().Single().TotalSteps);
    }

    // One epoch with fewer rows than an update makes exactly one update.
    [Fact]
    public void An_epoch_shorter_than_the_accumulation_makes_one_update_an_epoch_at_the_scheduled_rates()
    {
        Run(HandBertPlan.Pasta, Quick with { BatchSize = 3, GradientAccumulationSteps = 5 });
        var rates = events.OfType<StepCompleted>().Select(step => step.Result.LearningRate).ToArray();
        Assert.Equal([0.02, 0.02 * 2 / 3, 0.02 / 3], rates, (expected, found) => Math.Abs(expected - found) < 1e-15);
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_run_before_its_update_and_names_its_rows()
    {
        var error = Assert.Throws<NonFiniteException>(() => Run(FaultyBert.Define(batch => batch == 4), Quick));

        Assert.Contains("the loss of update 4 is NaN; training stopped before that update", error.Message, StringComparison.Ordinal);
        Assert.Matches(@"its rows are those of the training data, lines \d+, \d+, \d+, \d+; the largest norm of gradients before was [\d.]+; the best delta so far \(epoch 1", error.Message);
        Assert.Equal([1, 2, 3], events.OfType<StepCompleted>().Select(step => step.Result.Step));
        Assert.False(File.Exists(Path.Combine(Output, "report.json")));
    }

    [Fact]
    public void An_update_that_is_left_out_neither_moves_the_schedule_nor_counts()
    {
        var report = Run(FaultyBert.Define(batch => batch == 2), Quick with { OnNan = NonFinitePolicy.Skip });

        Assert.Equal((5, 1, StopReason.Completed), (report.Steps, report.SkippedSteps, report.StopReason));
        var rates = events.OfType<StepCompleted>().Select(step => step.Result.LearningRate).ToArray();
        for (var step = 0; step < rates.Length; step++) Assert.Equal(0.02 * (6 - step) / 6, rates[step], 1e-15);
        Assert.StartsWith("left out: the loss of update 2 is NaN", events.OfType<TrainingWarned>().Last().Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_updates_in_a_row_are_not_left_out()
    {
        var error = Assert.Throws<NonFiniteException>(() => Run(FaultyBert.Define(batch => batch > 1), Quick with { Epochs = 20, OnNan = NonFinitePolicy.Skip }));
        Assert.StartsWith("10 updates in a row had to be left out", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_is_too_small_halves_what_goes_through_at_once_and_the_update_stays_the_same()
    {
        var options = Quick with { BatchSize = 8, MicroBatchSize = 0, Dropout = 0, AdamEpsilon = 1e-3, Precision = Precisions.Parse("fp32") };
        var whole = Run(HandBertPlan.Pasta, options, "whole");
        var losses = events.OfType<StepCompleted>().Select(step => step.Result.Loss).ToArray();
        events.Clear();
        var halved = Run(FaultyBert.Define(mostRows: 3), options, "halved");

        Assert.Equal(whole.Steps, halved.Steps);
        Assert.Equal(losses, events.OfType<StepCompleted>().Select(step => step.Result.Loss), (expected, found) => Math.Abs(expected - found) < 1e-5);
        Assert.Equal(2, events.OfType<TrainingWarned>().Count(warned => warned.Sentence.Contains("rows go through at once", StringComparison.Ordinal)));
        Assert.Throws<InvalidOperationException>(() => Run(FaultyBert.Define(mostRows: 3), options with { MicroBatchSize = null }, "unasked"));
    }

    [Fact]
    public void Too_little_memory_is_refused_with_what_fits_and_what_fits_is_found_by_itself()
    {
        var data = Data();
        var prepared = RunPreparation.Make(TrainingStage.Of(HandBertPlan.Pasta, Quick with { BatchSize = 8, Metric = Metric.Accuracy }).Single(), [], backbone, data, ranks: 1, output: null, default);
        using var _ = prepared.Model;
        var options = Quick with { BatchSize = 8 };
        var three = MemoryCheck.Estimate(prepared, options, 3).Total;
        const long Held = 1_000_000_000;
        // Nine tenths of all that there is, less what is held, is just enough for three rows.
        var free = (long)Math.Ceiling((Held + three + 1) / 0.9) - Held;

        var error = Assert.Throws<BadInputException>(() => MemoryCheck.RowsAtOnce(prepared, options, Held, free));
        Assert.Contains("pass --micro-batch-size 3, which fits", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, MemoryCheck.RowsAtOnce(prepared, options with { MicroBatchSize = 3 }, Held, free));
        Assert.Equal(3, MemoryCheck.RowsAtOnce(prepared, options with { MicroBatchSize = 0 }, Held, free));
        Assert.Equal(8, MemoryCheck.RowsAtOnce(prepared, options, Held, free * 100));
        Assert.InRange(MemoryCheck.RowsAtOnce(prepared, options with { ActivationCheckpointing = true, MicroBatchSize = 0 }, Held, free), 4, 8);
        Assert.Contains("even for one row at once", Assert.Throws<BadInputException>(() => MemoryCheck.RowsAtOnce(prepared, options, Held, 1000)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_tries_the_longest_rows_and_leaves_nothing()
    {
        var report = new Trainer(HandBertPlan.Pasta, backbone, Quick).TryOut(Data());
        Assert.Equal((6, 4), (report.Updates, report.RowsAtOnce));
        Assert.True(report.EstimatedPeakBytes > 0 && report.PeakMemoryBytes > 0 && report.SecondsPerUpdate > 0);
        Assert.Equal(["b"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Every_n_th_update_is_logged_and_TensorBoard_gets_the_same()
    {
        Run(HandBertPlan.Pasta, Quick with { LoggingSteps = 4, TensorBoard = true });
        var steps = File.ReadAllLines(Path.Combine(Output, "metrics.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("event").GetString() == "step").Select(line => line.GetProperty("step").GetInt32());
        Assert.Equal([4], steps);
        Assert.True(new FileInfo(Path.Combine(Output, EventFile.Name)).Length > 500);
    }

    [Fact]
    public void A_run_that_is_refused_leaves_no_folder_that_it_made_and_every_folder_that_it_found()
    {
        string Refused(string output) => Assert.Throws<BadInputException>(
            () => new Trainer(HandBertPlan.Pasta, backbone, Quick with { Metric = Metric.Spearman }).Train(Data(), output)).Message;

        Assert.Contains("this task has no metric", Refused(folder.File("new/inner/")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("new")));
        Directory.CreateDirectory(folder.File("found"));
        Refused(folder.File("found"));
        Refused(folder.File("found/inner"));
        Assert.Empty(Directory.GetFileSystemEntries(folder.File("found")));
        Assert.True(Directory.Exists(folder.File("found")));
    }

    [Fact]
    public void Odd_data_is_told_with_counts()
    {
        var data = Data();
        data = data with { Labels = ["bad", "good", "so-so"], Dev = [.. data.Dev, new Example("very", null, "so-so", 9)] };
        Run(HandBertPlan.Pasta, Quick with { Epochs = 1 }, data: data);
        var sentences = events.OfType<TrainingWarned>().Select(warned => warned.Sentence).ToArray();
        Assert.Contains("the training data: no example has the label \"so-so\", which 1 row of the development data has", sentences);
        Assert.Contains("the development data: 2 rows of 3 are in the training data too, so that scores flatter the model", sentences);
    }

    [Fact]
    public void Labels_of_one_row_alone_are_told_where_rows_are_many_enough()
    {
        string[] Told(string rare, int rows)
        {
            events.Clear();
            var data = Data();
            Example[] train = [.. Enumerable.Range(0, rows - 1).Select(row => new Example($"good {row}", null, row % 2 == 0 ? "bad" : "good", row + 1)), new Example("very", null, rare, rows)];
            Run(HandBertPlan.Pasta, Quick with { Epochs = 0.1 }, $"{rare} {rows}", data with { Train = train, Dev = [.. train.Take(2)] });
            return [.. events.OfType<TrainingWarned>().Select(warned => warned.Sentence).Where(sentence => sentence.Contains("alone", StringComparison.Ordinal))];
        }

        Assert.Equal(["the training data: the label \"god\" has one row alone; so have misspelt labels and lines of column names"], Told("god", 20));
        Assert.Empty(Told("good", 20));
        Assert.Empty(Told("god", 19));
    }

    [Theory]
    [InlineData("film", true)]
    [InlineData("", false)]
    public void Every_row_has_a_label_only_where_the_rows_without_any_do_too(string second, bool told)
    {
        static Example Row(string text, int number, params string[] labels) => new(text, null, new ClassesTarget(labels), number);
        var labels = new LabelSet(["film", "praise"]);
        var data = new TrainingData([Row("good film", 1, "film", "praise")], [Row("film", 1, "film"), Row("bad", 2, second.Length == 0 ? [] : [second])]);
        EncodedExamples Encode(IReadOnlyList<Example> rows) => EncodedExamples.Encode(rows, "f", backbone.Text, 10, new ClassesTask(), labels, default);
        var sentences = DataWarnings.Of(data, labels, Encode(data.Train), Encode(data.Dev)).ToArray();
        Assert.Equal(told, sentences.Contains("the development data: every example has the label \"film\", so that scores say little"));
    }

    // The third evaluation, after one for sanity and one of the epoch, is that of the delta on the disk.
    [Fact]
    public void A_delta_that_scores_otherwise_when_it_is_loaded_again_is_told_with_both_numbers()
    {
        var options = Quick with { Epochs = 1, Metric = Metric.Loss };
        Run(HandBertPlan.Pasta, options, "true");
        Assert.DoesNotContain(events.OfType<TrainingWarned>(), warned => warned.Sentence.Contains("loaded again", StringComparison.Ordinal));

        Run(FaultyBert.Define(drifts: evaluated => evaluated == 3), options, "drifting");
        Assert.Matches(@"drifting.delta\.safetensors: loaded again, the delta has loss [\d.]+, but the run had measured [\d.]+", events.OfType<TrainingWarned>().Last().Sentence);
    }

    [Fact]
    public void Evaluations_tell_rows_intervals_and_how_far_they_are()
    {
        var report = Run(HandBertPlan.Pasta, Quick with { Epochs = 1 });
        Assert.Equal((2, 0), (report.DevRows, report.DevCutRows));
        Assert.Contains("accuracy", report.Best.Intervals.Keys);
        Assert.Equal(2, events.OfType<EvaluationProgressed>().Last().Rows);
    }

    public void Dispose()
    {
        backbone.Dispose();
        folder.Dispose();
    }

    private TrainingReport Run(ModelDefinition model, TrainingOptions options, string name = "run", TrainingData? data = null)
    {
        var result = new Trainer(model, backbone, options).Train(data ?? Data(), folder.File(name), events.Add);
        result.Model.Dispose();
        return result.Report;
    }

    private static TrainingData Data()
    {
        (string Text, string Label)[] rows =
        [
            ("good film", "good"), ("bad plot", "bad"), ("it was very good", "good"), ("it was very bad", "bad"),
            ("a fine plot", "good"), ("a poor film", "bad"), ("very fine", "good"), ("very poor", "bad"),
        ];
        var examples = rows.Select((row, place) => new Example(row.Text, null, row.Label, place + 1)).ToArray();
        return new TrainingData(examples, examples[..2]);
    }
}
