using System.Text.Json;
using PastaGen.Text;
using PastaGen.Text.Data;

namespace PastaGen.Training.Tests;

public sealed class TrainerTests : IDisposable
{
    private static readonly TrainingOptions Quick = new() { Epochs = 3, BatchSize = 4, LearningRate = 0.02, MaxLength = 10 };
    private readonly TemporaryFolder folder = new();
    private readonly BackboneFolder backbone;

    public TrainerTests() => backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b")));

    private string Output => folder.File("run");

    [Fact]
    public void A_run_learns_and_writes_delta_report_and_one_line_per_event()
    {
        var events = new List<TrainingEvent>();
        var result = new Trainer(HandBertPlan.Full, backbone, Quick with { Epochs = 8, BatchSize = 2, Dropout = 0, Precision = Precision.Fp32 }).Train(Data(), Output, events.Add);
        using var model = result.Model;
        var report = result.Report;

        Assert.Equal(1.0, report.Best.Metrics["accuracy"]);
        Assert.Equal(8 * 4, report.Steps);
        Assert.Equal(("HandFull", "cpu", "fp32", 42L), (report.Model, report.Device, report.Precision, report.Seed));
        Assert.Equal(model.Model.parameters().Sum(parameter => parameter.numel()), report.TotalParameters);
        Assert.Equal(report.TotalParameters, report.TrainedParameters);
        Assert.Equal(new FileInfo(report.DeltaPath).Length, report.DeltaBytes);
        Assert.True(report.PeakMemoryBytes > 10_000_000);
        Assert.IsType<TrainingStarted>(events[0]);
        Assert.IsType<TrainingFinished>(events[^1]);
        Assert.Equal(32, events.OfType<StepCompleted>().Count());
        Assert.Equal(8, events.OfType<EpochEvaluated>().Count());

        var lines = File.ReadAllLines(Path.Combine(Output, "metrics.jsonl"));
        Assert.Equal(events.Where(happened => happened is not EvaluationProgressed).Select(happened => happened.Name), lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()));
        using var first = JsonDocument.Parse(lines[0]);
        Assert.Equal((report.Precision, report.PrecisionReason), (first.RootElement.GetProperty("precision").GetString(), first.RootElement.GetProperty("precision_reason").GetString()));
        Assert.Equal([new LabelCount("bad", 4), new LabelCount("good", 4)], Assert.IsType<TrainingStarted>(events[0]).Labels);
        Assert.Equal("""{"bad":4,"good":4}""", first.RootElement.GetProperty("labels").GetRawText());
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Output, "report.json")));
        Assert.Equal(4, json.RootElement.GetProperty("labels").GetProperty("bad").GetInt64());
        Assert.Equal(
            ["model", "trained_parameters", "total_parameters", "epochs", "best", "steps", "skipped_steps", "stop_reason", "labels", "dev_rows", "dev_cut_rows", "seconds", "peak_memory_bytes", "delta", "device", "precision", "precision_reason", "seed"],
            json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["delta.safetensors", "metrics.jsonl", "report.json", "state.1.safetensors", "state.safetensors"], Directory.GetFiles(Output).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void The_model_that_is_returned_is_the_best_delta_on_the_disk()
    {
        var result = new Trainer(HandBertPlan.Pasta, backbone, Quick).Train(Data(), Output);
        using var model = result.Model;
        using var delta = DeltaFile.Open(result.Report.DeltaPath);
        using var other = BackboneLoader.Load(HandBertPlan.Pasta, backbone, delta.Complete(HandBertPlan.Pasta.Facts, backbone.ConfigOf(HandBertPlan.Pasta.Facts)));
        delta.LoadInto(other);
        var dev = EncodedExamples.Encode(Data().Dev, "dev", backbone.Text, 10, new LabelSet(other.Labels));

        Assert.Equal(result.Report.Best.Metrics, Evaluator.Evaluate(other, dev, Quick.BatchSize).Metrics);
        Assert.Equal(result.Report.Best.Metrics, delta.Header!.Metrics);
        Assert.False(model.Model.training);
    }

    // At a rate of 1e-9 every epoch scores the same, so the first one is kept while the weights go on moving.
    [Fact]
    public void After_later_epochs_that_are_no_better_the_model_is_the_earlier_one()
    {
        var result = new Trainer(HandBertPlan.Pasta, backbone, Quick with { LearningRate = 1e-9, Metric = Metric.Accuracy }).Train(Data(), Output);
        using var model = result.Model;
        using var delta = SafetensorsFile.Open(result.Report.DeltaPath);

        Assert.Equal(1, result.Report.Best.Epoch);
        Assert.Equal(3, result.Report.Epochs.Count);
        using var scope = TorchSharp.torch.NewDisposeScope();
        foreach (var tensor in model.Model.TrainedTensors())
            Assert.Equal(delta.Load(tensor.DeltaName).data<float>().ToArray(), tensor.Parameter.data<float>().ToArray());
    }

    [Fact]
    public void Equal_seeds_give_equal_files_bit_for_bit()
    {
        byte[] Run(string name, long seed)
        {
            using var model = new Trainer(HandBertPlan.Pasta, backbone, Quick with { Seed = seed }).Train(Data(), folder.File(name)).Model;
            return File.ReadAllBytes(Path.Combine(folder.File(name), "delta.safetensors"));
        }

        var first = Run("one", 5);
        Assert.Equal(first, Run("two", 5));
        Assert.NotEqual(first, Run("three", 6));
    }

    [Fact]
    public void Accumulation_makes_one_update_of_several_micro_batches()
    {
        var steps = new List<StepCompleted>();
        void Note(TrainingEvent happened)
        {
            if (happened is StepCompleted step) steps.Add(step);
        }

        using var model = new Trainer(HandBertPlan.Pasta, backbone, Quick with { BatchSize = 2, GradientAccumulationSteps = 3, Epochs = 2 }).Train(Data(), Output, Note).Model;

        // Eight rows, six to an update: two updates an epoch, the second of two rows.
        Assert.Equal([1, 2, 3, 4], steps.Select(step => step.Result.Step));
        Assert.Equal([0.02, 0.015, 0.01, 0.005], steps.Select(step => Math.Round(step.Result.LearningRate, 12)));
    }

    [Fact]
    public void Pairs_open_a_vector_for_each_special_token_of_theirs()
    {
        var data = Data();
        var pairs = data with { Train = [.. data.Train, new Example("good", "film", "good", 9)] };
        using var model = new Trainer(HandBertPlan.Pasta, backbone, Quick).Train(pairs, Output).Model;
        Assert.Equal([2L, 3, 8], model.Model.TrainedTensors().First().Parameter.shape);
    }

    [Fact]
    public void A_scripted_sequence_of_scores_keeps_the_first_of_the_best_and_never_NaN()
    {
        var best = new BestEpoch(Metric.Accuracy);
        var kept = new[] { double.NaN, 0.5, 0.5, double.NaN, 0.7, 0.6, 0.7 }.Select((score, epoch) =>
            best.Offer(new EpochReport(epoch + 1, 0, new Dictionary<string, double> { ["accuracy"] = score }, 0))).ToArray();

        Assert.Equal([false, true, false, false, true, false, false], kept);
        Assert.Equal(5, best.Report!.Epoch);
    }

    [Fact]
    public void A_stop_says_what_was_kept_and_the_kept_delta_can_be_loaded()
    {
        using var source = new CancellationTokenSource();
        void StopInEpochTwo(TrainingEvent happened)
        {
            if (happened is StepCompleted { Epoch: 2 }) source.Cancel();
        }

        var stopped = Assert.Throws<TrainingStoppedException>(() => new Trainer(HandBertPlan.Pasta, backbone, Quick).Train(Data(), Output, StopInEpochTwo, source.Token));

        Assert.Contains("the best delta so far (epoch 1, accuracy ", stopped.Message, StringComparison.Ordinal);
        using var delta = DeltaFile.Open(Path.Combine(Output, "delta.safetensors"));
        Assert.False(File.Exists(Path.Combine(Output, "report.json")));
    }

    [Fact]
    public void A_stop_before_the_first_evaluation_says_that_nothing_is_kept()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var stopped = Assert.Throws<TrainingStoppedException>(() => new Trainer(HandBertPlan.Pasta, backbone, Quick).Train(Data(), Output, cancellation: source.Token));
        Assert.Contains("there is no delta", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_holds_another_run_is_refused_unless_it_may_be_started_over()
    {
        using (new Trainer(HandBertPlan.Pasta, backbone, Quick).Train(Data(), Output).Model) { }
        var before = File.ReadAllBytes(Path.Combine(Output, "delta.safetensors"));

        Assert.Contains("holds a run with another seed (42, now 1)", Assert.Throws<BadInputException>(
            () => new Trainer(HandBertPlan.Pasta, backbone, Quick with { Seed = 1 }).Train(Data(), Output)).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(Output, "delta.safetensors")));

        using (new Trainer(HandBertPlan.Pasta, backbone, Quick with { Seed = 1, Fresh = true }).Train(Data(), Output).Model) { }
        Assert.NotEqual(before, File.ReadAllBytes(Path.Combine(Output, "delta.safetensors")));
    }

    [Fact]
    public void A_run_that_is_refused_leaves_no_folder_and_an_older_run_as_it_was()
    {
        var bad = Data() with { Dev = [new Example("a", null, "awful", 1)] };
        Assert.Throws<BadInputException>(() => new Trainer(HandBertPlan.Pasta, backbone, Quick).Train(bad, Output));
        Assert.False(Directory.Exists(Output));

        using (new Trainer(HandBertPlan.Pasta, backbone, Quick).Train(Data(), Output).Model) { }
        Dictionary<string, byte[]> Files() => Directory.GetFiles(Output).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
        var before = Files();
        Assert.Throws<BadInputException>(() => new Trainer(HandBertPlan.Pasta, backbone, Quick with { Fresh = true }).Train(bad, Output));
        Assert.Equal(before, Files());
    }

    [Fact]
    public void A_run_that_replaces_another_and_is_stopped_early_leaves_nothing_of_the_other()
    {
        using (new Trainer(HandBertPlan.Pasta, backbone, Quick).Train(Data(), Output).Model) { }
        using var source = new CancellationTokenSource();
        void StopAtOnce(TrainingEvent happened) => source.Cancel();

        Assert.Throws<TrainingStoppedException>(() => new Trainer(HandBertPlan.Pasta, backbone, Quick with { Fresh = true }).Train(Data(), Output, StopAtOnce, source.Token));
        Assert.Equal(["metrics.jsonl", "state.safetensors"], Directory.GetFiles(Output).Select(Path.GetFileName).Order());
        Assert.DoesNotContain(File.ReadAllLines(Path.Combine(Output, "metrics.jsonl")), line => line.Contains("\"step\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_metric_that_the_task_lacks_and_pairs_without_vectors_are_refused_before_the_first_update()
    {
        string Error(TrainingOptions options, TrainingData data) => Assert.Throws<BadInputException>(
            () => new Trainer(HandBertPlan.Pasta, backbone, options).Train(data, Output, _ => Assert.Fail("nothing must have begun"))).Message;
        var data = Data();

        Assert.Contains(
            "this task has no metric \"f1\"; expected one of loss, accuracy, macro_f1, micro_f1, matthews",
            Error(Quick with { Metric = Metric.F1 }, data with { Labels = ["bad", "good", "so-so"] }), StringComparison.Ordinal);
        Assert.Contains(
            "HandPasta adapts 2 special tokens of a row, but the tokenizer inserts 3 into a pair ([CLS] A [SEP] B [SEP]); give single texts, or train with pasta.occurrences = 3",
            Error(Quick with { Settings = new Dictionary<string, double> { ["pasta.occurrences"] = 2 } }, data with { Dev = [new Example("a", "film", "good", 1)] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_in_data_and_settings_are_said_in_one_sentence()
    {
        string Error(TrainingOptions options, TrainingData data) =>
            Assert.Throws<BadInputException>(() => new Trainer(HandBertPlan.Pasta, backbone, options).Train(data, folder.File(Guid.NewGuid().ToString()))).Message;
        var data = Data();

        Assert.Contains("the training data: has no examples", Error(Quick, data with { Train = [], Labels = ["bad", "good"] }), StringComparison.Ordinal);
        Assert.Contains("the development data: has no examples", Error(Quick, data with { Dev = [] }), StringComparison.Ordinal);
        Assert.Contains("every example has the label \"good\"", Error(Quick, data with { Train = [.. data.Train.Where(row => row.Target == "good")] }), StringComparison.Ordinal);
        Assert.Contains("there is no label \"awful\"", Error(Quick, data with { Dev = [new Example("a", null, "awful", 1)] }), StringComparison.Ordinal);
        Assert.Contains("max-length is 2, but the tokenizer inserts 2 special tokens", Error(Quick with { MaxLength = 2 }, data), StringComparison.Ordinal);
        Assert.Contains("epochs is 0; expected a number above 0 and at most 100000", Assert.Throws<BadInputException>(() => new Trainer(HandBertPlan.Pasta, backbone, Quick with { Epochs = 0 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_takes_the_first_rows()
    {
        TrainingStarted? started = null;
        using var model = new Trainer(HandBertPlan.Pasta, backbone, Quick with { Limit = 3 }).Train(Data(), Output, happened => started ??= happened as TrainingStarted).Model;
        Assert.Equal((3, 3), (started!.Rows, started.TotalSteps));
    }

    public void Dispose()
    {
        backbone.Dispose();
        folder.Dispose();
    }

    private static TrainingData Data()
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
