using PastaGen.Text;

namespace PastaGen.Training.Tests;

public sealed class TrainingControlTests : IDisposable
{
    private static readonly TrainingOptions Quick = new() { Epochs = 3, BatchSize = 2, LearningRate = 0.02, MaxLength = 10, Precision = Precision.Fp32 };
    private readonly TemporaryFolder folder = new();
    private readonly TextClassifier classifier;
    private readonly ClassifierTrainer trainer;

    public TrainingControlTests()
    {
        classifier = TextClassifier.LoadBackbone(HandBertPlan.Pasta, TinyBackbone.Write(folder.File("b")));
        trainer = classifier.CreateTrainer(Quick);
    }

    [Fact]
    public void A_wish_to_stop_ends_the_run_with_an_evaluation_a_delta_and_a_report()
    {
        var events = Run(step: 6, control => control.StopTraining());
        Assert.Equal(["1:4", "2:6"], Evaluations(events));
        Assert.Equal(6, Assert.IsType<TrainingFinished>(events[^1]).Report.Steps);
        Assert.True(File.Exists(Path.Combine(folder.File("run"), "report.json")));
    }

    [Fact]
    public void A_wish_to_end_the_epoch_passes_over_its_other_updates()
    {
        var events = Run(step: 2, control => control.StopEpoch());
        Assert.Equal(["1:2", "2:6", "3:10"], Evaluations(events));
        Assert.Equal([1, 1, 2, 2, 2, 2, 3, 3, 3, 3], events.OfType<StepCompleted>().Select(step => step.Epoch));
    }

    [Fact]
    public void A_wish_at_an_epoch_s_last_update_passes_over_nothing() =>
        Assert.Equal(["1:4", "2:8", "3:12"], Evaluations(Run(step: 4, control => control.StopEpoch())));

    [Fact]
    public void A_wish_to_evaluate_is_granted_once() =>
        Assert.Equal(["1:3", "1:4", "2:8", "3:12"], Evaluations(Run(step: 3, control => control.EvaluateNow())));

    [Fact]
    public void A_wish_from_before_the_run_is_not_its_own()
    {
        trainer.Control.StopTraining();
        Assert.Equal(["1:4", "2:8", "3:12"], Evaluations(Run(step: 0, _ => { })));
    }

    [Fact]
    public void A_callback_sees_what_the_caller_sees_and_steers_and_hands_over_its_memory()
    {
        var counter = new StopsAfter(5);
        trainer.Callbacks.Add(counter);
        var events = Run(step: 0, _ => { });
        Assert.Equal(5, events.OfType<StepCompleted>().Count());
        Assert.Equal("5", counter.SaveState());

        var callbacks = new TrainingCallbacks([new StopsAfter(5)], new TrainingControl());
        Assert.Equal(new Dictionary<string, string> { ["stops-after"] = "0" }, callbacks.Save());
        callbacks.Load(new Dictionary<string, string> { ["stops-after"] = "4" });
        Assert.Equal("4", callbacks.Save()["stops-after"]);
    }

    [Fact]
    public void A_callback_s_wish_to_log_holds_for_the_update_that_it_sees()
    {
        var logging = classifier.CreateTrainer(Quick with { LoggingSteps = 100 });
        logging.Callbacks.Add(new LogsOne(3));
        logging.Train(TrainingStreamTests.Data(), folder.File("run"));
        var logged = File.ReadAllLines(Path.Combine(folder.File("run"), "metrics.jsonl")).Where(line => line.Contains("\"event\":\"step\"", StringComparison.Ordinal));
        Assert.Contains("\"step\":3,", Assert.Single(logged), StringComparison.Ordinal);
    }

    [Fact]
    public void A_callback_goes_on_with_its_memory_where_a_killed_run_goes_on()
    {
        var saving = Quick with { SaveEvery = TimeSpan.Zero };
        var first = classifier.CreateTrainer(saving);
        first.Callbacks.Add(new StopsAfter(100));
        first.Train(TrainingStreamTests.Data(), folder.File("run"), happened =>
        {
            // What lies on the disk while update 6 is told is what a process that is killed there leaves.
            if (happened is StepCompleted { Result.Step: 6 }) CopyFolder(folder.File("run"), folder.File("killed"));
        });

        var counter = new StopsAfter(100);
        var second = classifier.CreateTrainer(saving);
        second.Callbacks.Add(counter);
        var steps = new List<int>();
        second.Train(TrainingStreamTests.Data(), folder.File("killed"), happened =>
        {
            if (happened is StepCompleted step) steps.Add(step.Result.Step);
        });
        Assert.Equal(Enumerable.Range(6, 7), steps);
        Assert.Equal("12", counter.SaveState());
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder.File("run"), "delta.safetensors")), File.ReadAllBytes(Path.Combine(folder.File("killed"), "delta.safetensors")));
    }

    [Fact]
    public void Callbacks_that_would_lose_their_memory_are_refused_by_name()
    {
        trainer.Callbacks.Add(new StopsAfter(5));
        trainer.Callbacks.Add(new StopsAfter(6));
        Assert.Contains("two callbacks have the name \"stops-after\"", Assert.Throws<BadInputException>(() => Run(step: 0, _ => { })).Message, StringComparison.Ordinal);

        var none = new TrainingCallbacks([], new TrainingControl());
        Assert.Contains("begun with a callback \"stops-after\"", Assert.Throws<BadInputException>(
            () => none.Load(new Dictionary<string, string> { ["stops-after"] = "4" })).Message, StringComparison.Ordinal);
        var one = new TrainingCallbacks([new StopsAfter(5)], new TrainingControl());
        Assert.Contains("begun without the callback \"stops-after\"", Assert.Throws<BadInputException>(
            () => one.Load(new Dictionary<string, string>())).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        classifier.Dispose();
        folder.Dispose();
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private List<TrainingEvent> Run(int step, Action<TrainingControl> wish)
    {
        var events = new List<TrainingEvent>();
        trainer.Train(TrainingStreamTests.Data(), folder.File("run"), happened =>
        {
            events.Add(happened);
            if (happened is StepCompleted completed && completed.Result.Step == step) wish(trainer.Control);
        });
        return events;
    }

    // Each evaluation as its epoch and the updates before it.
    private static IEnumerable<string> Evaluations(List<TrainingEvent> events) => events
        .Select((happened, place) => (happened, Steps: events.Take(place).OfType<StepCompleted>().Count()))
        .Where(item => item.happened is EpochEvaluated)
        .Select(item => $"{((EpochEvaluated)item.happened).Epoch.Epoch}:{item.Steps}");

    private sealed class LogsOne(int step) : ITrainingCallback
    {
        public string Name => "logs-one";

        public void Happened(TrainingEvent happened, TrainingControl control)
        {
            if (happened is StepCompleted completed && completed.Result.Step == step) control.LogNow();
        }

        public string SaveState() => "";

        public void LoadState(string state)
        {
        }
    }

    private sealed class StopsAfter(int steps) : ITrainingCallback
    {
        private int seen;

        public string Name => "stops-after";

        public void Happened(TrainingEvent happened, TrainingControl control)
        {
            if (happened is StepCompleted && ++seen == steps) control.StopTraining();
        }

        public string SaveState() => seen.ToString(System.Globalization.CultureInfo.InvariantCulture);

        public void LoadState(string state) => seen = int.Parse(state, System.Globalization.CultureInfo.InvariantCulture);
    }
}
