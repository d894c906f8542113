using PastaGen.Text;

namespace PastaGen.Training.Tests;

public sealed class TextClassifierTests : IDisposable
{
    private enum Verdict
    {
        Bad,
        Good,
    }

    private static readonly ModelDefinition Labeled = HandBertPlan.Define("Labeled", ["full"], [], labels: ["Bad", "Good"]);
    private readonly TemporaryFolder folder = new();

    public TextClassifierTests() => TinyBackbone.Write(folder.File("b"));

    [Fact]
    public void Ten_lines_train_save_load_and_predict_an_enum()
    {
        var train = folder.Write("train.tsv", "good film\t1\nbad plot\t0\nvery good\t1\nvery bad\t0\nfine plot\t1\npoor film\t0\n");
        using var classifier = new TextClassifier<Verdict>(TextClassifier.LoadBackbone(Labeled, folder.File("b")));
        var report = classifier.Train(train, train, folder.File("run"), new TrainingOptions { Epochs = 20, BatchSize = 2, LearningRate = 0.02, Dropout = 0 });
        var trained = classifier.Predict("very good");
        using var loaded = new TextClassifier<Verdict>(TextClassifier.LoadBackbone(Labeled, folder.File("b"))).LoadDelta(report.DeltaPath);

        Assert.Equal(1.0, report.Best.Metrics["accuracy"]);
        Assert.Equal(Verdict.Good, trained.Label);
        Assert.Equal(Verdict.Bad, loaded.Predict("very bad").Label);
        Assert.Equal(trained.Probabilities, loaded.Predict("very good").Probabilities);
        Assert.Equal(1, trained.Probabilities.Sum(), 1e-6);
    }

    [Fact]
    public async Task Labeled_texts_in_memory_are_learned_from_and_many_are_predicted_as_members_of_the_enum()
    {
        (string, Verdict)[] rows = [("good film", Verdict.Good), ("bad plot", Verdict.Bad), ("very good", Verdict.Good), ("very bad", Verdict.Bad)];
        using var classifier = new TextClassifier<Verdict>(TextClassifier.LoadBackbone(Labeled, folder.File("b")));
        var trainer = classifier.CreateTrainer(new TrainingOptions { Epochs = 30, BatchSize = 2, LearningRate = 0.02, Dropout = 0, Precision = Precision.Fp32 });
        await foreach (var _ in trainer.TrainAsync(rows, rows, folder.File("run"))) { }

        Assert.Same(classifier, trainer.Classifier);
        var texts = rows.Select(row => row.Item1).ToArray();
        Assert.Equal(rows.Select(row => row.Item2), classifier.PredictAll(texts).Select(prediction => prediction.Label));
        Assert.Equal(rows.Select(row => row.Item2), await classifier.PredictAllAsync(texts.ToAsyncEnumerable(), batchSize: 3).Select(prediction => prediction.Label).ToArrayAsync());
        var one = classifier.Predict("very good");
        Assert.Equal((one.Probabilities[1], one.Probabilities[0]), (one.Probability, one.Of(Verdict.Bad)));
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.TrainAsync([("good", (Verdict)7)], rows, folder.File("other")));
    }

    [Fact]
    public void Many_texts_are_read_as_their_answers_are_asked_for()
    {
        using var classifier = TextClassifier.LoadBackbone(Labeled, TinyBackbone.Write(folder.File("two"), headLabels: 2));
        var read = 0;
        IEnumerable<string> Endless()
        {
            while (true)
            {
                read++;
                yield return "good film";
            }
        }

        Assert.Equal(3, classifier.PredictAll(Endless()).Take(3).Count());
        Assert.InRange(read, 3, 2000);
    }

    [Fact]
    public void Without_a_delta_a_classifier_says_that_it_cannot_predict()
    {
        using var classifier = TextClassifier.LoadBackbone(HandBertPlan.Pasta, folder.File("b"));
        Assert.Contains("cannot predict", Assert.Throws<BadInputException>(() => classifier.Predict("good")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_delta_declared_labels_are_answered_for_by_a_head_of_the_file_alone()
    {
        using (var headless = TextClassifier.LoadBackbone(Labeled, folder.File("b")))
            Assert.Contains("cannot predict", Assert.Throws<BadInputException>(() => headless.Predict("good")).Message, StringComparison.Ordinal);

        using (var trained = TextClassifier.LoadBackbone(Labeled, TinyBackbone.Write(folder.File("two"), headLabels: 2)))
            Assert.Equal(["Bad", "Good"], trained.Loaded.Labels);

        using var other = TextClassifier.LoadBackbone(Labeled, TinyBackbone.Write(folder.File("three"), headLabels: 3));
        Assert.Contains("its head classifier has 3 labels, but Labeled has 2 (Bad, Good)", Assert.Throws<BadInputException>(() => other.Predict("good")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "bf16")]
    [InlineData(Precision.Fp32, "fp32")]
    public void Training_keeps_the_precision_that_the_backbone_was_opened_with_unless_it_names_one(Precision? named, string expected)
    {
        var train = folder.Write("train.tsv", "good film\tgood\nbad plot\tbad\n");
        using var classifier = TextClassifier.LoadBackbone(HandBertPlan.Pasta, folder.File("b"), new LoadOptions { Precision = Precision.Bf16 });
        Assert.Equal(expected, classifier.Train(train, train, folder.File("run"), new TrainingOptions { Epochs = 1, Precision = named }).Precision);
    }

    [Fact]
    public void A_delta_that_does_not_fit_leaves_the_classifier_as_it_was()
    {
        var train = folder.Write("train.tsv", "good film\tgood\nbad plot\tbad\n");
        using var classifier = TextClassifier.LoadBackbone(HandBertPlan.Pasta, folder.File("b"));
        classifier.Train(train, train, folder.File("run"), new TrainingOptions { Epochs = 1 });
        var before = classifier.Predict("good").Probabilities;
        folder.Write("broken", "no delta");

        Assert.Throws<BadInputException>(() => classifier.LoadDelta(folder.File("broken")));
        Assert.Equal(before, classifier.Predict("good").Probabilities);
        Assert.Equal(["bad", "good"], classifier.Loaded.Labels);
    }

    public void Dispose() => folder.Dispose();
}
