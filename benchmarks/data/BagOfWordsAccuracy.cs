using PastaGen.Text.Data;

namespace PastaGen.Data.Benchmarks;

/// <summary>How far a bag of words comes with the labels of a data set.</summary>
internal static class BagOfWordsAccuracy
{
    /// <summary>The share of rows that are given their own label.</summary>
    /// <param name="train">Rows to learn from.</param>
    /// <param name="judged">Rows to be judged by.</param>
    internal static double Of(IReadOnlyList<Example> train, IReadOnlyList<Example> judged)
    {
        string[] labels = [.. train.Select(Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var bag = new BagOfWords([.. train.Select(row => row.Text)]);
        var regression = new LogisticRegression([.. train.Select(row => bag.Of(row.Text))], [.. train.Select(row => Array.IndexOf(labels, Label(row)))], bag.Size, labels.Length);
        return judged.Average(row => labels[regression.Predict(bag.Of(row.Text))] == Label(row) ? 1.0 : 0.0);
    }

    private static string Label(Example row) => ((ClassTarget)row.Target!).Name;
}
