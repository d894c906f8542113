using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>What is odd about a run's data without being wrong.</summary>
internal static class DataWarnings
{
    /// <summary>The oddities, a sentence each.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="trainCounts">Rows to learn from of each label.</param>
    /// <param name="devCounts">Rows to be judged by of each label.</param>
    public static IEnumerable<string> Of(TrainingData data, LabelSet labels, IReadOnlyList<long> trainCounts, IReadOnlyList<long> devCounts)
    {
        for (var label = 0; label < labels.Count; label++)
            if (trainCounts[label] == 0)
                yield return $"{data.TrainSource}: no example has the label \"{labels.Names[label]}\", which {Rows(devCounts[label])} of {data.DevSource} {(devCounts[label] == 1 ? "has" : "have")}";
        if (devCounts.Count(count => count > 0) == 1)
            yield return $"{data.DevSource}: every example has the label \"{labels.Names[devCounts.Index().First(count => count.Item > 0).Index]}\", so that scores say little";
        var known = data.Train.Select(Content).ToHashSet();
        var repeated = data.Dev.Count(example => known.Contains(Content(example)));
        if (repeated > 0)
            yield return $"{data.DevSource}: {Rows(repeated)} of {data.Dev.Count} {(repeated == 1 ? "is" : "are")} in {data.TrainSource} too, so that scores flatter the model";
    }

    private static (string Text, string? Pair) Content(Example example) => (example.Text, example.Pair);

    private static string Rows(long count) => count == 1 ? "1 row" : $"{count} rows";
}
