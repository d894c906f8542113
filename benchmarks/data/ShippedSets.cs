using System.Runtime.CompilerServices;
using PastaGen.Text.Data;

namespace PastaGen.Data.Benchmarks;

/// <summary>The data sets in data/ and what each promises: enough rows, no two of them alike, whichever splits they stand in.</summary>
internal static class ShippedSets
{
    private const double HighestBagOfWords = 0.9;

    private static readonly string[] Splits = ["train", "dev", "test"];

    private static readonly (string Name, string Extension, TargetKind Target, int Rows, int Labels)[] Sets =
    [
        ("requests", "tsv", TargetKind.Class, 1600, 6),
        ("pairs", "tsv", TargetKind.Class, 1000, 2),
        ("entities", "conll", TargetKind.Tags, 800, 6),
    ];

    private static string Folder { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../data"));

    /// <summary>Whether every set keeps its promises; what it finds is written out.</summary>
    internal static bool Check(TextWriter output)
    {
        var kept = true;
        foreach (var (name, extension, target, leastRows, leastLabels) in Sets)
        {
            var splits = Splits.ToDictionary(split => split, split => DataFile.Read(PathOf(name, split, extension), new DataOptions { Target = target }).ToArray());
            var rows = splits.SelectMany(split => split.Value.Select(row => (Place: $"{split.Key}:{row.LineNumber}", Row: row))).ToArray();
            string[] labels = [.. rows.SelectMany(row => Labels(row.Row)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            output.WriteLine($"{name}: {string.Join(", ", splits.Select(split => $"{split.Key} {split.Value.Length}"))}; {string.Join(", ", labels.Select(label => $"{label} {rows.Sum(row => Labels(row.Row).Count(other => other == label))}"))}");
            if (rows.Length < leastRows) Report($"{rows.Length} rows of at least {leastRows}");
            if (labels.Length < leastLabels) Report($"{labels.Length} labels of at least {leastLabels}");
            foreach (var (first, second) in WordTrigrams.Alike([.. rows.Select(row => row.Row.Text)]))
                Report($"{rows[first].Place} and {rows[second].Place} are alike: {rows[first].Row.Text} | {rows[second].Row.Text}");
            if (name == "requests" && RequestsAccuracy(splits) is var accuracy)
            {
                output.WriteLine($"{name}: a bag of words that learns from train has an accuracy of {accuracy:F3} on test");
                if (accuracy >= HighestBagOfWords) Report($"a bag of words reaches {HighestBagOfWords}");
            }

            void Report(string found)
            {
                kept = false;
                output.WriteLine($"{name}: {found}");
            }
        }
        return kept;
    }

    private static double RequestsAccuracy(Dictionary<string, Example[]> splits) => BagOfWordsAccuracy.Of(splits["train"], splits["test"]);

    private static IEnumerable<string> Labels(Example row) => row.Target switch
    {
        TagsTarget tags => tags.Tags.Where(tag => tag.StartsWith("B-", StringComparison.Ordinal)).Select(tag => tag[2..]),
        ClassTarget one => [one.Name],
        _ => [],
    };

    private static string PathOf(string name, string split, string extension) => Path.Combine(Folder, name, $"{split}.{extension}");

    private static string Here([CallerFilePath] string path = "") => path;
}
