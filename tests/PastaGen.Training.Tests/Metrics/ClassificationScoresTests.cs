using System.Text.Json;
using PastaGen.Testing;
using PastaGen.Text;

namespace PastaGen.Training.Tests;

public sealed class ClassificationScoresTests
{
    [SharedDataFact]
    public void Scores_are_those_that_scikit_learn_recorded()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("goldens", "metrics.json")));
        var compared = 0;
        foreach (var golden in document.RootElement.GetProperty("classification").EnumerateArray())
        {
            var labels = Numbers(golden, "labels");
            var predictions = Numbers(golden, "predictions");
            var metrics = new ClassificationMetrics(labels.Concat(predictions).Max() + 1);
            for (var row = 0; row < labels.Length; row++) metrics.Add(new JudgedClass(labels[row], predictions[row], 0));
            var scores = metrics.Scores();
            foreach (var name in (string[])["accuracy", "matthews", "macro_f1", "f1"])
            {
                if (!golden.TryGetProperty(name, out var expected)) continue;
                Assert.Equal(expected.GetDouble(), scores[name], 1e-12);
                compared++;
            }
        }
        Assert.True(compared >= 18, $"only {compared} scores were compared");
    }

    // 6 true positives, 2 false positives, 1 false negative, 3 true negatives.
    [Fact]
    public void Scores_of_two_labels_follow_their_formulas()
    {
        var metrics = new ClassificationMetrics(2);
        foreach (var (label, predicted, times) in new[] { (1, 1, 6), (0, 1, 2), (1, 0, 1), (0, 0, 3) })
            for (var i = 0; i < times; i++) metrics.Add(new JudgedClass(label, predicted, predicted == label ? 0.5 : 2));

        var scores = metrics.Scores();

        Assert.Equal(9 / 12.0, scores["accuracy"], 1e-15);
        Assert.Equal(9 / 12.0, scores["micro_f1"], 1e-15);
        Assert.Equal(12 / 15.0, scores["f1"], 1e-15);
        Assert.Equal(((12 / 15.0) + (6 / 9.0)) / 2, scores["macro_f1"], 1e-15);
        Assert.Equal(((6 * 3) - (2 * 1)) / Math.Sqrt(8 * 7 * 5 * 4), scores["matthews"], 1e-15);
        Assert.Equal(((9 * 0.5) + (3 * 2)) / 12, scores["loss"], 1e-15);
    }

    [Fact]
    public void F1_of_the_positive_label_is_reported_only_where_there_are_two_labels()
    {
        var metrics = new ClassificationMetrics(3);
        metrics.Add(new JudgedClass(2, 2, 0));
        Assert.DoesNotContain("f1", metrics.Scores().Keys);
    }

    [Theory]
    [InlineData("accuracy", 0.5, 0.4, true)]
    [InlineData("accuracy", 0.4, 0.4, false)]
    [InlineData("accuracy", 0.3, 0.4, false)]
    [InlineData("accuracy", double.NaN, 0.4, false)]
    [InlineData("accuracy", double.NaN, null, false)]
    [InlineData("accuracy", 0.0, null, true)]
    [InlineData("loss", 0.3, 0.4, true)]
    [InlineData("loss", 0.4, 0.4, false)]
    [InlineData("loss", 0.5, 0.4, false)]
    [InlineData("loss", double.NaN, 0.4, false)]
    [InlineData("matthews", -0.1, -0.2, true)]
    public void A_score_beats_another_only_in_its_declared_direction(string name, double score, double? best, bool expected) =>
        Assert.Equal(expected, Metric.Named(name).Beats(score, best));

    [Fact]
    public void An_unknown_metric_is_refused_with_those_that_there_are() =>
        Assert.Contains("macro_f1", Assert.Throws<BadInputException>(() => Metric.Named("error_rate")).Message, StringComparison.Ordinal);

    private static int[] Numbers(JsonElement golden, string name) => [.. golden.GetProperty(name).EnumerateArray().Select(number => number.GetInt32())];
}
