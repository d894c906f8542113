using System.Reflection;
using PastaGen.Text;
using PastaGen.Text.Data;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

public sealed class RunIdentityTests : IDisposable
{
    // What changes no bits of an update, and what the identity takes from elsewhere: the rows, the device's fingerprint, a model's stages.
    private static readonly string[] Elsewhere =
    [
        nameof(TrainingOptions.Command), nameof(TrainingOptions.Fresh), nameof(TrainingOptions.Extend), nameof(TrainingOptions.SaveEvery), nameof(TrainingOptions.Limit), nameof(TrainingOptions.Device),
        nameof(TrainingOptions.MaxTime), nameof(TrainingOptions.Deterministic), nameof(TrainingOptions.TensorBoard), nameof(TrainingOptions.DistributedTimeout),
        nameof(TrainingOptions.ActivationCheckpointing), nameof(TrainingOptions.StageLearningRate),
    ];

    private static readonly Dictionary<string, (string Name, string Values, Func<TrainingOptions, TrainingOptions> Change)> Changes = new()
    {
        ["Epochs"] = ("epochs", "3, now 2", options => options with { Epochs = 2 }),
        ["BatchSize"] = ("batch-size", "1, now 2", options => options with { BatchSize = 2 }),
        ["GradientAccumulationSteps"] = ("gradient-accumulation-steps", "2, now 3", options => options with { GradientAccumulationSteps = 3 }),
        ["LearningRate"] = ("learning-rate", "0.02, now 0.03", options => options with { LearningRate = 0.03 }),
        ["HeadLearningRate"] = ("head-learning-rate", "0.01, now none", options => options with { HeadLearningRate = null }),
        ["WeightDecay"] = ("weight-decay", "0.01, now 0", options => options with { WeightDecay = 0 }),
        ["LearningRateSchedule"] = ("lr-scheduler-type", "linear, now cosine", options => options with { LearningRateSchedule = LearningRateSchedule.Cosine }),
        ["WarmupRatio"] = ("warmup-ratio", "0.1, now 0.2", options => options with { WarmupRatio = 0.2 }),
        ["WarmupSteps"] = ("warmup-steps", "0, now 1", options => options with { WarmupSteps = 1 }),
        ["MaxGradNorm"] = ("max-grad-norm", "1, now 0", options => options with { MaxGradNorm = 0 }),
        ["MaxLength"] = ("max-length", "10, now 9", options => options with { MaxLength = 9 }),
        ["Seed"] = ("seed", "42, now 7", options => options with { Seed = 7 }),
        ["Metric"] = ("metric", "loss, now accuracy", options => options with { Metric = Metric.Accuracy }),
        ["Dropout"] = ("dropout", "none, now 0", options => options with { Dropout = 0 }),
        ["Settings"] = ("settings", "pasta.occurrences = 2, now pasta.occurrences = 3", options => options with { Settings = new Dictionary<string, double> { ["pasta.occurrences"] = 3 } }),
        ["MaxSteps"] = ("max-steps", "none, now 20", options => options with { MaxSteps = 20 }),
        ["MicroBatchSize"] = ("micro-batch-size", "none, now 1", options => options with { BatchSize = 2, GradientAccumulationSteps = 1, MicroBatchSize = 1 }),
        ["Order"] = ("order", "Length, now Random", options => options with { Order = RowOrder.Random }),
        ["AdamBeta1"] = ("adam-beta1", "0.9, now 0.8", options => options with { AdamBeta1 = 0.8 }),
        ["AdamBeta2"] = ("adam-beta2", "0.999, now 0.99", options => options with { AdamBeta2 = 0.99 }),
        ["AdamEpsilon"] = ("adam-epsilon", "1E-08, now 1E-06", options => options with { AdamEpsilon = 1e-6 }),
        ["ClassWeights"] = ("class-weights", "none, now ", options => options with { ClassWeights = ClassWeights.Balanced }),
        ["LabelSmoothing"] = ("label-smoothing", "0, now 0.1", options => options with { LabelSmoothing = 0.1 }),
        ["OnNan"] = ("on-nan", "Stop, now Skip", options => options with { OnNan = NonFinitePolicy.Skip }),
        ["DataSeed"] = ("data-seed", "none, now 7", options => options with { DataSeed = 7 }),
        ["EvaluateEvery"] = ("eval-every", "1ep, now 2ep", options => options with { EvaluateEvery = RunLength.Epochs(2) }),
        ["Patience"] = ("patience", "none, now 2", options => options with { Patience = 2 }),
        ["MinDelta"] = ("min-delta", "0, now 0.1", options => options with { MinDelta = 0.1 }),
        ["LoggingSteps"] = ("logging-steps", "1, now 2", options => options with { LoggingSteps = 2 }),
        ["Precision"] = ("precision", "fp32, now bf16", options => options with { Precision = Precision.Bf16 }),
    };

    private readonly ResumedRun run = new();

    public RunIdentityTests() => run.StopAfter(8);

    public static TheoryData<string> Names => [.. Changes.Keys];

    public void Dispose() => run.Dispose();

    [Fact]
    public void Every_setting_of_a_trainer_is_part_of_the_identity_or_known_to_change_nothing() => Assert.Equal(
        typeof(TrainingOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).Select(property => property.Name).Order(),
        Changes.Keys.Concat(Elsewhere).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Another_setting_is_refused_by_its_name_and_nothing_is_touched(string setting)
    {
        var (name, values, change) = Changes[setting];
        AssertRefused($"other {name} ({values}".Replace("other ", name.EndsWith('s') ? "other " : "another ", StringComparison.Ordinal), () => run.Train(change(ResumedRun.Options)));
    }

    [Fact]
    public void Several_differences_are_named_together() => AssertRefused(
        "holds a run with another learning-rate (0.02, now 0.03) and another seed (42, now 7); choose another folder with --output, pass --fresh to start over in this one, or give what it began with to go on: pasta train",
        () => run.Train(ResumedRun.Options with { Seed = 7, LearningRate = 0.03 }));

    [Fact]
    public void Other_data_is_refused()
    {
        var data = ResumedRun.Data;
        AssertRefused("other training data (13 rows, now 12 rows)", () => run.Train(data: data with { Train = [.. data.Train.Skip(1)] }));
        AssertRefused("other training data (13 rows, now 12 rows)", () => run.Train(ResumedRun.Options with { Limit = 12 }));
        AssertRefused("other training data (13 rows as before, but other texts, labels or another order)", () => run.Train(data: data with { Train = [data.Train[0] with { Target = "bad" }, .. data.Train.Skip(1)] }));
        AssertRefused("other development data (5 rows as before, but other texts, labels or another order)", () => run.Train(data: data with { Dev = [data.Dev[0] with { Text = "good" }, .. data.Dev.Skip(1)] }));
        AssertRefused("other labels (in another order: \"bad\", \"good\", now \"good\", \"bad\")", () => run.Train(data: data with { Labels = ["good", "bad"] }));
    }

    [Fact]
    public void Other_labels_are_named_and_those_that_stay_are_not()
    {
        Assert.Equal("other labels (now without \"b\", now with \"c\")", RunDifferences.Sentence("labels", "a, b", "a, c"));
        Assert.Equal("other labels (now with \"b\", \"c\", \"d\", \"e\", \"f\" and 1 more)", RunDifferences.Sentence("labels", "a", "a, b, c, d, e, f, g"));
    }

    [Fact]
    public void What_follows_from_another_model_is_not_named_beside_it()
    {
        Dictionary<string, string> before = new() { ["plan"] = new string('a', 64), ["settings"] = "pasta.occurrences = 2", ["seed"] = "1" };
        Dictionary<string, string> now = new() { ["plan"] = new string('b', 64), ["settings"] = "", ["seed"] = "2" };
        Assert.Equal("another model, or a changed declaration of it and another seed (1, now 2)", RunDifferences.Sentence(before, now, before.Keys));
    }

    [Fact]
    public void Another_plan_is_refused() => AssertRefused(
        "another model, or a changed declaration of it (plan-of-pasta, now another-plan)", () => run.Train(model: HandBertPlan.Define("Other", ["pasta"], new() { ["pasta.occurrences"] = 2 }, planHash: "another-plan")));

    [Fact]
    public void Another_backbone_and_another_tokenizer_are_refused()
    {
        using var backbone = BackboneFolder.Open(TinyBackbone.Write(run.Folder("other"), seed: 2));
        AssertRefused("another backbone (its content is not the same)", () => Train(backbone));

        var folder = TinyBackbone.Write(run.Folder("words"));
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), """{"do_lower_case": false}""");
        using var tokenizer = BackboneFolder.Open(folder);
        AssertRefused("another tokenizer (its content is not the same)", () => Train(tokenizer));

        folder = TinyBackbone.Write(run.Folder("config"));
        File.WriteAllText(Path.Combine(folder, "config.json"), TinyBackbone.ConfigJson.Replace("\"hidden_dropout_prob\": 0.1", "\"hidden_dropout_prob\": 0.2", StringComparison.Ordinal));
        using var config = BackboneFolder.Open(folder);
        AssertRefused("another config.json of the backbone (its content is not the same)", () => Train(config));

        void Train(BackboneFolder other) => new Trainer(HandBertPlan.Pasta, other, ResumedRun.Options).Train(ResumedRun.Data, run.Output).Model.Dispose();
    }

    [Fact]
    public void Another_head_part_that_the_backbone_gives_is_refused()
    {
        using var scope = NewDisposeScope();
        var folder = TinyBackbone.Write(run.Folder("head"));
        var weights = TinyBackbone.Weights(1);
        weights["classifier.dense.gamma"] = ones(8);
        SafetensorsWriter.Write(Path.Combine(folder, "model.safetensors"), weights);
        using var backbone = BackboneFolder.Open(folder);
        var plain = HandBertPlan.Pasta.Facts;
        var facts = plain with
        {
            Parameters = shape =>
            [
                .. plain.Parameters(shape),
                new("Head.Dense.weight", "classifier.dense.weight", "head.dense.weight", [8], ParameterState.Trained, "", ModelPart.Head),
            ],
        };
        AssertRefused("holds a run with another head in the backbone's file (none, now one)", () =>
            new Trainer(new ModelDefinition(facts, shape => new HandBert(facts, shape)), backbone, ResumedRun.Options).Train(ResumedRun.Data, run.Output).Model.Dispose());
    }

    [Fact]
    public void Another_number_of_threads_is_one_line_and_the_run_goes_on()
    {
        var threads = get_num_threads();
        try
        {
            set_num_threads(threads + 1);
            Assert.Equal(ResumedRun.Updates, run.Train().Steps);
        }
        finally
        {
            set_num_threads(threads);
        }
        Assert.Equal($"the run began with threads {threads}, now {threads + 1}: the last bits may differ from those of a run that was never stopped", Assert.Single(run.Warnings));
    }

    [Fact]
    public void Rows_have_one_digest_each()
    {
        Example[] rows = [new("ab", "c", "x", 1), new("a", "bc", "x", 1), new("ab", null, "x", 1), new("ab", "", "x", 1), new("ab", "c", "y", 1), new("ab", "c", null, 1),
            new("3", null, new NumberTarget(3), 1), new("3", null, new NumberTarget(4), 1), new("a b", null, new ClassesTarget(["x"]), 1), new("a b", null, new ClassesTarget(["x", "y"]), 1),
            Example.OfWords(["a", "b"], ["O", "O"], 1), Example.OfWords(["a b"], ["O"], 1), Example.OfWords(["a", "b"], ["O", "X"], 1), Example.OfWords(["a", "b"], null, 1)];
        Assert.Equal(rows.Length, rows.Select(row => RowDigest.Of([row])).Distinct().Count());
        Assert.Equal(RowDigest.Of([rows[0]]), RowDigest.Of([rows[0] with { LineNumber = 9 }]));
        Assert.NotEqual(RowDigest.Of(rows), RowDigest.Of([.. rows.Reverse()]));
    }

    private void AssertRefused(string difference, Action train)
    {
        var files = run.Files();
        Assert.Contains(difference, Assert.Throws<BadInputException>(train).Message, StringComparison.Ordinal);
        Assert.Equal(files, run.Files());
    }
}
