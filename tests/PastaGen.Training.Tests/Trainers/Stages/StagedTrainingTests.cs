using System.Text.Json;
using PastaGen.Text;

namespace PastaGen.Training.Tests;

public sealed class StagedTrainingTests : IDisposable
{
    private const string Earlier = "stage-1";

    private readonly ResumedRun run = new();

    [Fact]
    public void The_last_stage_begins_with_the_head_of_the_one_before_and_with_the_pretrained_backbone()
    {
        var seen = 0;
        Train(model =>
        {
            if (model.Facts.Name != "HandFull" || seen++ > 0) return;
            using var head = SafetensorsFile.Open(run.File($"{Earlier}/delta.safetensors"));
            foreach (var tensor in model.TrainedTensors())
            {
                var (file, name) = tensor.DeltaName.StartsWith("classifier.", StringComparison.Ordinal)
                    ? (head, $"head.{tensor.DeltaName["classifier.".Length..]}")
                    : (run.Backbone.Weights, $"bert.{tensor.CheckpointName}");
                using var expected = file.Load(name);
                Assert.True(expected.equal(tensor.Parameter).all().item<bool>(), tensor.DeltaName);
            }
            Assert.DoesNotContain(model.TrainedTensors(), tensor => tensor.DeltaName == "vectors");
        });
        Assert.True(seen > 0);
    }

    [Fact]
    public void The_head_that_is_carried_over_was_learned()
    {
        Train();
        using var fresh = new Trainer(HandBertPlan.Pasta, run.Backbone, ResumedRun.Options with { MaxSteps = 1, LearningRate = 0, HeadLearningRate = 0 })
            .Train(ResumedRun.Data, run.Folder("untrained")).Model;
        using var head = SafetensorsFile.Open(run.File($"{Earlier}/delta.safetensors"));
        using var learned = head.Load("head.weight");
        Assert.False(learned.equal(fresh.Model.TrainedTensors().Single(tensor => tensor.DeltaName == "head.weight").Parameter).all().item<bool>());
    }

    [Fact]
    public void A_stage_leaves_a_delta_of_its_own_model()
    {
        Train();
        using var delta = DeltaFile.Open(run.File($"{Earlier}/delta.safetensors"));
        using var model = delta.LoadModel(HandBertPlan.Pasta, run.Backbone);
        Assert.Equal("HandPasta", delta.Header!.Model);
        using var last = DeltaFile.Open(run.File("delta.safetensors"));
        using var plain = last.LoadModel(HandBertPlan.Full, run.Backbone);
    }

    [Fact]
    public void A_stages_modules_are_gone_before_the_next_are_made()
    {
        var made = new List<HandBert>();
        var alive = new List<int>();
        HandBert Make(ModelFacts facts, ModelShape shape)
        {
            alive.Add(made.Count(model => model.parameters().Any(parameter => !parameter.IsInvalid)));
            made.Add(new HandBert(facts, shape));
            return made[^1];
        }
        var stage = HandBertPlan.Pasta with { Create = shape => Make(HandBertPlan.Pasta.Facts, shape) };
        var model = HandBertPlan.Full with { Create = shape => Make(HandBertPlan.Full.Facts, shape), Stages = [new(stage, StagedModels.Share)] };
        new Trainer(model, run.Backbone, ResumedRun.Options).Train(ResumedRun.Data, run.Output).Model.Dispose();
        Assert.Equal([0, 0], alive);
    }

    [Fact]
    public void The_report_tells_of_both_stages()
    {
        var events = new List<TrainingEvent>();
        var report = run.Train(progress: events.Add, model: StagedModels.Full);
        Assert.Equal(("HandFull", 2, 14, 2), (report.Model, report.Stage, report.Steps, report.Epochs.Count));
        var earlier = Assert.Single(report.EarlierStages);
        Assert.Equal(("HandPasta", 1, 7, 1), (earlier.Model, earlier.Stage, earlier.Steps, earlier.Epochs.Count));
        Assert.Equal((2 * 2 * 8) + (2 * 8) + 2, earlier.TrainedParameters);
        Assert.Equal(report.TotalParameters, report.TrainedParameters);

        Assert.Equal([(1, 2), (2, 2)], events.OfType<TrainingStarted>().Select(started => (started.Stage, started.Stages)));
        Assert.Equal("HandPasta", Assert.Single(events.OfType<StageFinished>()).Report.Model);
        Assert.Equal("HandFull", Assert.Single(events.OfType<TrainingFinished>()).Report.Model);

        using var json = JsonDocument.Parse(File.ReadAllText(run.File("report.json")));
        Assert.Equal(2, json.RootElement.GetProperty("stage").GetInt32());
        var written = Assert.Single(json.RootElement.GetProperty("earlier_stages").EnumerateArray());
        foreach (var name in new[] { "model", "stage", "trained_parameters", "epochs", "best", "steps", "seconds", "delta" }) Assert.True(written.TryGetProperty(name, out _), name);
        Assert.Equal("stage_finished", JsonDocument.Parse(File.ReadLines(run.File($"{Earlier}/metrics.jsonl")).Last()).RootElement.GetProperty("event").GetString());
    }

    [Fact]
    public void A_run_without_stages_says_nothing_of_them()
    {
        var report = run.Train();
        Assert.Null(report.Stage);
        Assert.DoesNotContain("stage\"", report.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("stages\"", report.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("stage\"", File.ReadAllText(run.File("metrics.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_run_is_reported_again_and_neither_trained_nor_touched()
    {
        var first = run.Train(model: StagedModels.Full);
        var files = run.Files();
        run.Learned.Clear();
        var again = run.Train(model: StagedModels.Full);
        Assert.Empty(run.Learned);
        Assert.Equal(first.ToJson(), again.ToJson());
        Assert.Equal(files, run.Files());
        Assert.Equal([$"{run.Output}: this run is finished; --fresh starts it over"], run.Warnings);
    }

    [Fact]
    public void A_run_that_is_started_over_and_stopped_in_its_first_stage_does_not_become_the_older_one()
    {
        run.Train(model: StagedModels.Full);
        run.Learned.Clear();
        Stop(3, ResumedRun.Options with { Fresh = true });
        var before = run.Learned.Count;
        Assert.Equal(["stage-1"], Directory.GetFileSystemEntries(run.Output).Select(Path.GetFileName));
        run.Learned.Clear();
        run.Train(model: StagedModels.Full);
        Assert.Equal(39 - before, run.Learned.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_without_stages_that_takes_the_place_of_one_with_them_leaves_nothing_of_its_runs(bool holdsMore)
    {
        run.Train(model: StagedModels.Full);
        if (holdsMore) File.WriteAllText(run.File($"{Earlier}/notes"), "");
        run.Train(ResumedRun.Options with { Fresh = true });
        Assert.Equal(holdsMore, Directory.Exists(run.File(Earlier)));
        if (holdsMore) Assert.Equal(["notes"], Directory.GetFileSystemEntries(run.File(Earlier)).Select(Path.GetFileName));
    }

    [Fact]
    public void A_run_that_begins_anew_does_not_find_later_stages_of_an_older_one()
    {
        var three = HandBertPlan.Full with { Stages = [new(HandBertPlan.Pasta, StagedModels.Share), new(HandBertPlan.HeadOnly, StagedModels.Share)] };
        run.Train(model: three);
        Assert.True(Directory.Exists(run.File("stage-2")));
        using var stop = new CancellationTokenSource();
        Assert.Throws<TrainingStoppedException>(() => run.Train(ResumedRun.Options with { Fresh = true, LearningRate = 0.01 }, _ => stop.Cancel(), model: three, cancellation: stop.Token));
        Assert.Equal([Earlier], Directory.GetFileSystemEntries(run.Output).Select(Path.GetFileName));
        Assert.Equal(2, run.Train(ResumedRun.Options with { LearningRate = 0.01 }, model: three).EarlierStages.Count);
    }

    [Fact]
    public void In_the_place_of_a_run_that_was_stopped_in_a_stage_no_other_begins()
    {
        Stop(3);
        var refused = Assert.Throws<BadInputException>(() => run.Train());
        Assert.Equal($"{run.Output}: holds a run with more stages, which was stopped in one of them (stage-1); choose another folder with --output, pass --fresh to start over in this one, or give what it began with to go on", refused.Message);
        var before = run.Learned.Count;
        run.Train(model: StagedModels.Full);
        Assert.Equal((5, 39), (before, run.Learned.Count));
    }

    [Fact]
    public void A_run_that_somebody_put_where_stages_have_theirs_is_left_alone()
    {
        var path = run.File(Earlier);
        new Trainer(HandBertPlan.Pasta, run.Backbone, ResumedRun.Options with { Epochs = 1 }).Train(ResumedRun.Data, path).Model.Dispose();
        var files = Directory.GetFiles(path).ToDictionary(file => file, File.ReadAllBytes);
        run.Train();
        run.Train(ResumedRun.Options with { Fresh = true });
        Assert.Equal(files, Directory.GetFiles(path).ToDictionary(file => file, File.ReadAllBytes));
    }

    [Fact]
    public void What_a_later_stage_is_refused_for_is_told_before_the_first_is_trained()
    {
        var setting = Assert.Throws<BadInputException>(() => run.Train(ResumedRun.Options with { Settings = new Dictionary<string, double> { ["lora.rank"] = 8 } }, model: StagedModels.Full));
        Assert.Equal("HandFull has no setting lora.rank", setting.Message);
        var pinned = StagedModels.Full with { Facts = StagedModels.Full.Facts with { PinnedSizes = new PinnedSizes(1, 1, 1, 1, 1, 1, 1) } };
        Assert.Contains("HandFull is pinned to ", Assert.Throws<BadInputException>(() => run.Train(model: pinned)).Message, StringComparison.Ordinal);
        Assert.Empty(run.Learned);
        Assert.False(Directory.Exists(run.Output));
    }

    [Fact]
    public void What_the_new_run_is_refused_for_leaves_the_older_one()
    {
        run.Train(model: StagedModels.Full);
        var files = run.Files();
        Assert.Throws<BadInputException>(() => run.Train(ResumedRun.Options with { Fresh = true, Settings = new Dictionary<string, double> { ["pasta.occurrences"] = 0 } }, model: StagedModels.Full));
        Assert.Equal(files, run.Files());
    }

    [Fact]
    public void Callbacks_remember_the_stages_before()
    {
        Assert.Throws<TimeoutException>(() => Count(happened =>
        {
            if (happened is TrainingStarted { Stage: 2 }) throw new TimeoutException();
        }));
        Assert.Equal(21, Count(_ => { }));

        int Count(Action<TrainingEvent> progress)
        {
            var counter = new UpdateCounter();
            var trainer = new Trainer(StagedModels.Full, run.Backbone, ResumedRun.Options);
            trainer.Callbacks.Add(counter);
            trainer.Train(ResumedRun.Data, run.Output, progress).Model.Dispose();
            return counter.Updates;
        }
    }

    [Fact]
    public void A_wish_to_stop_ends_the_stage_in_which_it_was_made()
    {
        var trainer = new Trainer(StagedModels.Full, run.Backbone, ResumedRun.Options);
        var result = trainer.Train(ResumedRun.Data, run.Output, happened =>
        {
            if (happened is StepCompleted { Result.Step: 3, TotalSteps: 7 }) trainer.Control.StopTraining();
        });
        result.Model.Dispose();
        Assert.Equal([(3, StopReason.Wish), (14, StopReason.Completed)], result.Report.EarlierStages.Append(result.Report).Select(stage => (stage.Steps, stage.StopReason)));
    }

    [Fact]
    public void The_time_of_all_stages_counts()
    {
        var report = run.Train(ResumedRun.Options with { MaxTime = TimeSpan.FromMilliseconds(1) }, model: StagedModels.Full);
        Assert.Equal([(1, StopReason.MaxTime), (1, StopReason.MaxTime)], report.EarlierStages.Append(report).Select(stage => (stage.Steps, stage.StopReason)));

        var rules = new StopRules(ResumedRun.Options with { MaxTime = TimeSpan.FromSeconds(10) }, totalUpdates: 14);
        var begun = new RunProgress { CompletedUpdates = 1, Seconds = 4 };
        Assert.Null(rules.Reason(begun));
        Assert.Null(rules.Reason(begun with { EarlierStages = [report.EarlierStages[0] with { Seconds = 5 }] }));
        Assert.Equal(StopReason.MaxTime, rules.Reason(begun with { EarlierStages = [report.EarlierStages[0] with { Seconds = 6 }] }));
    }

    [Fact]
    public void Other_stages_are_another_run()
    {
        Stop(10);
        var refused = Assert.Throws<BadInputException>(() => run.Train(ResumedRun.Options with { StageLearningRate = 0.5 }, model: StagedModels.Full));
        Assert.Contains("other stages (HandPasta (plan-of-pasta) for 0.3333333333333333 at 0.02, now HandPasta (plan-of-pasta) for 0.3333333333333333 at 0.5)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_epochs_go_on_in_the_last_stage()
    {
        run.Train(model: StagedModels.Full);
        run.Learned.Clear();
        var report = run.Train(ResumedRun.Options with { Epochs = 6, Extend = true }, model: StagedModels.Full);
        Assert.Equal((28, 7, 26), (report.Steps, report.EarlierStages[0].Steps, run.Learned.Count));
    }

    [Fact]
    public void A_dry_run_tries_every_stage()
    {
        var tried = new List<string>();
        var stage = HandBertPlan.Pasta with { Create = shape => Made("stage", HandBertPlan.Pasta, shape) };
        var model = HandBertPlan.Full with { Create = shape => Made("last", HandBertPlan.Full, shape), Stages = [new(stage, StagedModels.Share)] };
        var report = new Trainer(model, run.Backbone, ResumedRun.Options).TryOut(ResumedRun.Data);
        Assert.Equal(["stage", "last"], tried);
        Assert.Equal(14, report.Updates);

        TaskModel Made(string name, ModelDefinition definition, ModelShape shape)
        {
            tried.Add(name);
            return definition.Create(shape);
        }
    }

    [Fact]
    public async Task Of_several_processes_all_begin_the_last_stage_with_the_head_of_the_first()
    {
        var options = ResumedRun.Options with { Dropout = 0, BatchSize = 2, GradientAccumulationSteps = 1, Metric = Metric.Loss };
        var data = ResumedRun.Data with { Train = [.. ResumedRun.Data.Train.Take(12)] };
        var heads = await RankThreads.InEach(2, ranks =>
        {
            float[]? head = null;
            var last = HandBertPlan.Full with
            {
                Create = shape => new HandBert(HandBertPlan.Full.Facts, shape, (model, _) =>
                {
                    if (model.training) head ??= [.. model.TrainedTensors().Single(tensor => tensor.DeltaName == "classifier.weight").Parameter.data<float>()];
                }),
                Stages = StagedModels.Full.Stages,
            };
            using var folder = ranks.IsFirst ? RunFolder.Open(run.Output, fresh: false, observer: null) : null;
            using var backbone = BackboneFolder.Open(run.Backbone.Path);
            var control = new TrainingControl();
            new StagedTraining(backbone, data, ranks, new TrainingCallbacks([], control), control, progress: null)
                .Execute(TrainingStage.Of(last, options), run.Output, folder, CancellationToken.None).Model.Dispose();
            return head!;
        });
        using var learned = SafetensorsFile.Open(run.File($"{Earlier}/delta.safetensors"));
        using var expected = learned.Load("head.weight");
        Assert.All(heads, head => Assert.Equal(expected.data<float>(), head));
    }

    public void Dispose() => run.Dispose();

    private void Train(Action<HandBert> learning)
    {
        ModelDefinition Watched(ModelDefinition model) => model with
        {
            Create = shape => new HandBert(model.Facts, shape, (made, _) =>
            {
                if (made.training) learning(made);
            }),
            Stages = [.. model.Stages.Select(stage => stage with { Model = Watched(stage.Model) })],
        };
        new Trainer(Watched(StagedModels.Full), run.Backbone, ResumedRun.Options).Train(ResumedRun.Data, run.Output).Model.Dispose();
    }

    private void Train() => Train(_ => { });

    // After so many updates of all stages together.
    private void Stop(int updates, TrainingOptions? options = null)
    {
        using var stop = new CancellationTokenSource();
        Assert.Throws<TrainingStoppedException>(() => run.Train(
            options,
            happened =>
            {
                if (happened is StepCompleted && --updates == 0) stop.Cancel();
            },
            model: StagedModels.Full,
            cancellation: stop.Token));
    }

    private sealed class UpdateCounter : ITrainingCallback
    {
        public string Name => "counter";

        public int Updates { get; private set; }

        public void Happened(TrainingEvent happened, TrainingControl control)
        {
            if (happened is StepCompleted) Updates++;
        }

        public string SaveState() => FormattableString.Invariant($"{Updates}");

        public void LoadState(string state) => Updates = int.Parse(state, System.Globalization.CultureInfo.InvariantCulture);
    }
}
