using System.Text.RegularExpressions;
using PastaGen.Text.Data;

namespace PastaGen.Training.Tests;

/// <summary>A run of three epochs with seven updates each, the last of an epoch with one row, which tests stop, damage and go on with.</summary>
internal sealed partial class ResumedRun : IDisposable
{
    public const int UpdatesPerEpoch = 7;
    public const int Updates = 3 * UpdatesPerEpoch;

    private readonly TemporaryFolder folder = new();

    public ResumedRun() => Backbone = BackboneFolder.Open(TinyBackbone.Write(folder.File("b")));

    public static TrainingOptions Options { get; } = new()
    {
        Epochs = 3,
        BatchSize = 1,
        GradientAccumulationSteps = 2,
        LearningRate = 0.02,
        HeadLearningRate = 0.01,
        WeightDecay = 0.01,
        WarmupRatio = 0.1,
        Metric = Metric.Loss,
        MaxLength = 10,
        SaveEvery = TimeSpan.Zero,
        Precision = Precision.Fp32,
        Command = "pasta train",
    };

    /// <summary>Thirteen rows, no two alike.</summary>
    public static TrainingData Data { get; } = new(Rows(13, "was"), Rows(5, "not"));

    public BackboneFolder Backbone { get; }

    /// <summary>The rows that each micro-batch of an update learned from, in order, over all attempts.</summary>
    public List<string> Learned { get; } = [];

    /// <summary>Sentences about the run.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Called before each batch that the model learns from, with its rows.</summary>
    public Action<int>? Learning { get; set; }

    /// <summary>Called before each batch that the model is judged by.</summary>
    public Action? Judging { get; set; }

    public string Output => folder.File("run");

    public string File(string name) => Path.Combine(Output, name);

    public string Folder(string name) => folder.File(name);

    public TrainingReport Train(TrainingOptions? options = null, Action<TrainingEvent>? progress = null, TrainingData? data = null, ModelDefinition? model = null, CancellationToken cancellation = default)
    {
        var result = new Trainer(Watched(model ?? HandBertPlan.Pasta), Backbone, options ?? Options).Train(data ?? Data, Output, happened =>
        {
            if (happened is TrainingWarned warned) Warnings.Add(warned.Sentence);
            progress?.Invoke(happened);
        }, cancellation);
        result.Model.Dispose();
        return result.Report;
    }

    /// <summary>Trains until an update was made, and leaves as a signal does.</summary>
    public TrainingStoppedException StopAfter(int update, TrainingOptions? options = null)
    {
        using var stop = new CancellationTokenSource();
        return Assert.Throws<TrainingStoppedException>(() => Train(options, happened => Stop(happened, update, stop.Cancel), cancellation: stop.Token));
    }

    /// <summary>Trains until an update was made, and leaves without a last word, as a killed process does.</summary>
    public void KillAfter(int update, TrainingOptions? options = null) =>
        Assert.Throws<TimeoutException>(() => Train(options, happened => Stop(happened, update, () => throw new TimeoutException())));

    /// <summary>The delta, and the events without their times.</summary>
    public (string Delta, string Metrics) Results(string folder = "") => (Convert.ToHexString(System.IO.File.ReadAllBytes(Path.Combine(Output, folder, "delta.safetensors"))), Time().Replace(System.IO.File.ReadAllText(Path.Combine(Output, folder, "metrics.jsonl")), ""));

    /// <summary>Everything that lies in the folder.</summary>
    public Dictionary<string, string> Files() => Directory.GetFiles(Output).ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(System.IO.File.ReadAllBytes(file)));

    /// <summary>Puts back what <see cref="Files"/> gave.</summary>
    public void Restore(Dictionary<string, string> files)
    {
        Directory.Delete(Output, recursive: true);
        Directory.CreateDirectory(Output);
        foreach (var (name, content) in files) System.IO.File.WriteAllBytes(File(name), Convert.FromHexString(content));
        Learned.Clear();
        Warnings.Clear();
    }

    public void Dispose()
    {
        Backbone.Dispose();
        folder.Dispose();
    }

    private static void Stop(TrainingEvent happened, int update, Action stop)
    {
        if (happened is StepCompleted step ? step.Result.Step == update : happened is TrainingStarted && update == 0) stop();
    }

    private ModelDefinition Watched(ModelDefinition model) => new(model.Facts, shape => new HandBert(model.Facts, shape, Watch))
    {
        Stages = [.. model.Stages.Select(stage => stage with { Model = Watched(stage.Model) })],
    };

    private void Watch(HandBert model, Modules.TokenBatch batch)
    {
        if (!model.training)
        {
            Judging?.Invoke();
            return;
        }
        Learning?.Invoke(batch.Rows.Count);
        Learned.Add(string.Join(' ', batch.InputIds.data<long>()));
    }

    private static Example[] Rows(int count, string verb)
    {
        string[] subjects = ["film", "plot", "it"], words = ["good", "bad", "fine", "poor", "very"];
        return [.. Enumerable.Range(0, count).Select(row => new Example($"{subjects[row % 3]} {verb} {words[row % 5]}", null, row % 2 == 0 ? "good" : "bad", row + 1))];
    }

    [GeneratedRegex(@",""(rows_per_second|seconds)"":[0-9.E+-]+")]
    private static partial Regex Time();
}
