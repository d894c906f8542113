using PastaGen.Modules;

namespace PastaGen.Training;

/// <summary>
/// Reads what a plan leaves open from the shapes of a delta's tensors. The plan itself tells which size is which: each open size is
/// raised by one, and the dimension that moves is the one that holds it.
/// </summary>
internal static class OpenSizes
{
    /// <summary>The number of labels (0 where the file holds no head) and the open settings.</summary>
    public static (int Labels, IReadOnlyDictionary<string, int> Settings) Of(ModelFacts facts, EncoderConfig config, SafetensorsFile file)
    {
        var settings = facts.OpenSettings.ToDictionary(StringComparer.Ordinal);
        ModelShape Shape(int labels) => new(config, labels) { Settings = settings };

        foreach (var (name, fallback) in facts.OpenSettings)
        {
            var before = Trained(facts, Shape(1));
            settings[name] = fallback + 1;
            var after = Trained(facts, Shape(1));
            settings[name] = Solve(before, after, file, fallback) ?? fallback;
        }
        if (facts.LabelsAreWords) return (config.VocabularySize, settings);
        var labelCount = Solve(Trained(facts, Shape(1)), Trained(facts, Shape(2)), file, 1);
        return (labelCount ?? 0, settings);
    }

    private static Dictionary<string, IReadOnlyList<long>> Trained(ModelFacts facts, ModelShape shape) =>
        facts.Parameters(shape).Where(parameter => parameter.DeltaName is not null)
            .ToDictionary(parameter => parameter.DeltaName!, parameter => parameter.Shape, StringComparer.Ordinal);

    // The first tensor of the file with a dimension that moves decides; what then still differs is named when the delta is loaded.
    private static int? Solve(
        Dictionary<string, IReadOnlyList<long>> before, Dictionary<string, IReadOnlyList<long>> after, SafetensorsFile file, int value)
    {
        foreach (var (name, shape) in before)
        {
            if (file.Find(name) is not { } found || found.Shape.Count != shape.Count || !after.TryGetValue(name, out var moved)) continue;
            for (var dimension = 0; dimension < shape.Count; dimension++)
            {
                var slope = moved[dimension] - shape[dimension];
                if (slope == 0) continue;
                var solution = value + ((found.Shape[dimension] - shape[dimension]) / slope);
                if (solution is > 0 and <= int.MaxValue) return (int)solution;
            }
        }
        return null;
    }
}
