using System.Text.Json;
using PastaGen.Testing;
using PastaGen.Text.Data;

namespace PastaGen.Training.Tests;

/// <summary>Scores that scikit-learn, SciPy and seqeval recorded.</summary>
public sealed class RecordedMetricsTests
{
    private const double Tolerance = 1e-9;

    [SharedDataFact]
    public void Correlations_are_those_that_scipy_recorded()
    {
        foreach (var golden in Golden("regression"))
        {
            var metrics = new RegressionMetrics();
            foreach (var (label, predicted) in Numbers(golden, "labels").Zip(Numbers(golden, "predictions"))) metrics.Add(new JudgedNumber(label, predicted, 0));
            Assert.Equal(golden.GetProperty("pearson").GetDouble(), metrics.Scores()["pearson"], Tolerance);
            Assert.Equal(golden.GetProperty("spearman").GetDouble(), metrics.Scores()["spearman"], Tolerance);
        }
    }

    [SharedDataFact]
    public void Scores_of_entities_are_those_that_seqeval_recorded()
    {
        foreach (var golden in Golden("tagging"))
        {
            var (truth, answers) = (Sentences(golden, "labels"), Sentences(golden, "predictions"));
            string[] labels = [.. truth.Concat(answers).SelectMany(sentence => sentence).Append(TagSequences.Outside).Distinct().Order(StringComparer.Ordinal)];
            var scheme = new TagScheme(labels);
            var metrics = new EntityMetrics(scheme);
            foreach (var (tags, predicted) in truth.Zip(answers)) metrics.Add(new JudgedSentence(scheme, Ids(tags), Ids(predicted), 0));

            var scores = metrics.Scores();
            foreach (var name in (string[])["precision", "recall", "f1", "accuracy"]) Assert.Equal(golden.GetProperty(name).GetDouble(), scores[name], Tolerance);
            Assert.Equal(golden.GetProperty("strict_iob2_f1").GetDouble(), scores["strict_f1"], Tolerance);
            var report = golden.GetProperty("report");
            Assert.Equal(report.GetProperty("macro avg").GetProperty("f1-score").GetDouble(), scores["macro_f1"], Tolerance);
            Assert.True(scheme.MarksEntities);
            foreach (var (type, counts) in metrics.ByType)
            {
                var recorded = report.GetProperty(type);
                Assert.Equal(recorded.GetProperty("precision").GetDouble(), counts.Precision, Tolerance);
                Assert.Equal(recorded.GetProperty("recall").GetDouble(), counts.Recall, Tolerance);
                Assert.Equal(recorded.GetProperty("f1-score").GetDouble(), counts.F1, Tolerance);
                Assert.Equal(recorded.GetProperty("support").GetDouble(), counts.Occurring);
            }

            int[] Ids(IEnumerable<string> tags) => [.. tags.Select(tag => Array.IndexOf(labels, tag))];
        }
    }

    private static List<JsonElement> Golden(string kind)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("goldens", "metrics.json")));
        var goldens = document.RootElement.GetProperty(kind).EnumerateArray().Select(golden => golden.Clone()).ToList();
        Assert.True(goldens.Count >= 2, $"only {goldens.Count} of {kind} are recorded");
        return goldens;
    }

    private static double[] Numbers(JsonElement golden, string name) => [.. golden.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];

    private static string[][] Sentences(JsonElement golden, string name) =>
        [.. golden.GetProperty(name).EnumerateArray().Select(sentence => sentence.EnumerateArray().Select(tag => tag.GetString()!).ToArray())];
}
