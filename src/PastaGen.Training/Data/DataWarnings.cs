using PastaGen.Text.Data;

namespace PastaGen.Training;

/// <summary>What is odd about a run's data without being wrong.</summary>
internal static class DataWarnings
{
    private const int RowsThatShowLabels = 20;

    /// <summary>The oddities, a sentence each.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="train">The examples to learn from, tokenized.</param>
    /// <param name="dev">The examples to be judged by, tokenized.</param>
    public static IEnumerable<string> Of(TrainingData data, LabelSet labels, EncodedExamples train, EncodedExamples dev)
    {
        var (trainCounts, devCounts) = (train.Targets!.LabelCounts(labels.Count), dev.Targets!.LabelCounts(labels.Count));
        var item = data.Train.Any(example => example.Words is not null) ? "word" : "row";
        for (var label = 0; label < trainCounts.Count; label++)
            if (trainCounts[label] == 0)
                yield return $"{data.TrainSource}: no {(item == "row" ? "example" : item)} has the label \"{labels.Names[label]}\", which {Count(devCounts[label], item)} of {data.DevSource} {(devCounts[label] == 1 ? "has" : "have")}";
        // Few rows leave every label with few.
        string[] single = [.. trainCounts.Index().Where(label => label.Item == 1).Select(label => labels.Names[label.Index])];
        if (item == "row" && single.Length > 0 && train.Count >= RowsThatShowLabels)
            yield return $"{data.TrainSource}: {(single.Length == 1 ? $"the label \"{single[0]}\" has one row alone" : $"{single.Length} labels have one row alone, such as \"{single[0]}\"")}; so have misspelt labels and lines of column names";
        // Where rows may have several labels, that no other occurs does not mean that every row has this one.
        var devItems = item == "row" ? dev.Count : devCounts.Sum();
        if (devCounts.Count > 1 && devCounts.Count(count => count > 0) == 1 && devCounts.Max() == devItems)
            yield return $"{data.DevSource}: every {(item == "row" ? "example" : item)} has the label \"{labels.Names[devCounts.Index().First(count => count.Item > 0).Index]}\", so that scores say little";
        foreach (var (source, lost) in new[] { (data.TrainSource, train.LostWords), (data.DevSource, dev.LostWords) })
            if (lost.Sentence is { } sentence) yield return $"{source}: {sentence}";
        var known = data.Train.Select(Content).ToHashSet();
        var repeated = data.Dev.Count(example => known.Contains(Content(example)));
        if (repeated > 0)
            yield return $"{data.DevSource}: {Count(repeated, "row")} of {data.Dev.Count} {(repeated == 1 ? "is" : "are")} in {data.TrainSource} too, so that scores flatter the model";
    }

    private static (string Text, string? Pair) Content(Example example) => (example.Text, example.Pair);

    private static string Count(long count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
