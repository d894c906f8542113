using PastaGen.Modules;

namespace PastaGen.Training;

/// <summary>
/// Reads what a plan leaves open from the shapes of a delta's tensors. The plan itself tells which size is which: each open size is
/// raised by one, and the dimension that moves is the one that holds it. Settings that decide which parameters there are show by their names.
/// </summary>
internal static class OpenSizes
{
    private const int LargestFlag = 1 << 20;

    /// <summary>The number of labels (0 where the file holds no head) and the open settings.</summary>
    public static (int Labels, IReadOnlyDictionary<string, double> Settings) Of(ModelFacts facts, EncoderConfig config, Func<string, SafetensorsEntry?> find)
    {
        var settings = facts.OpenSettings.ToDictionary(StringComparer.Ordinal);
        ModelShape Shape(int labels) => new(config, labels) { Settings = settings };

        foreach (var name in facts.OpenSettings.Keys.Except(facts.SizeSettings)) settings[name] = Flags(name) ?? settings[name];
        foreach (var name in facts.SizeSettings)
        {
            var fallback = (int)facts.OpenSettings[name];
            var before = Trained(facts, Shape(1));
            settings[name] = fallback + 1;
            var after = Trained(facts, Shape(1));
            settings[name] = Solve(before, after, find, fallback) ?? fallback;
        }
        if (facts.LabelsAreWords) return (config.VocabularySize, settings);
        var labelCount = Solve(Trained(facts, Shape(1)), Trained(facts, Shape(2)), find, 1);
        return (labelCount ?? 0, settings);

        // A truth value or a set of flags shows by the parameters that it brings; null where it brings none.
        double? Flags(string name)
        {
            var (flags, decides) = (0, false);
            settings[name] = 0;
            var without = Trained(facts, Shape(1)).Keys.ToHashSet(StringComparer.Ordinal);
            for (var flag = 1; flag <= LargestFlag; flag <<= 1)
            {
                settings[name] = flag;
                var brought = Trained(facts, Shape(1)).Keys.Where(parameter => !without.Contains(parameter)).ToArray();
                decides |= brought.Length > 0;
                if (brought.Any(parameter => find(parameter) is not null)) flags |= flag;
            }
            settings[name] = facts.OpenSettings[name];
            return decides ? flags : null;
        }
    }

    private static Dictionary<string, IReadOnlyList<long>> Trained(ModelFacts facts, ModelShape shape) =>
        facts.Parameters(shape).Where(parameter => parameter.DeltaName is not null)
            .ToDictionary(parameter => parameter.DeltaName!, parameter => parameter.Shape, StringComparer.Ordinal);

    // The first tensor of the file with a dimension that moves decides; what then still differs is named when the delta is loaded.
    private static int? Solve(
        Dictionary<string, IReadOnlyList<long>> before, Dictionary<string, IReadOnlyList<long>> after, Func<string, SafetensorsEntry?> find, int value)
    {
        foreach (var (name, shape) in before)
        {
            if (find(name) is not { } found || found.Shape.Count != shape.Count || !after.TryGetValue(name, out var moved)) continue;
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
