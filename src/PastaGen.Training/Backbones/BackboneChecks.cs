using System.Globalization;
using PastaGen.Modules;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>What must hold before a backbone goes into a model.</summary>
internal static class BackboneChecks
{
    /// <summary>A damaged config must not make a model that no memory holds before its file is compared with it.</summary>
    public static void Plausible(ModelFacts facts, EncoderConfig config, BackboneFolder folder)
    {
        var tensors = folder.Weights.Entries.Count;
        if (config.LayerGroupCount > tensors)
            throw new BadInputException($"{folder.Path}: its config.json says {Key(facts, facts.Config.SharesLayers ? ConfigSetting.LayerGroupCount : ConfigSetting.LayerCount)} {config.LayerGroupCount}, but {folder.Weights.Path} holds only {tensors} tensors; the two do not belong together");
        var largest = folder.Weights.Entries.Max(entry => entry.Shape.DefaultIfEmpty(1).Max());
        if (config.HiddenSize > largest)
            throw new BadInputException($"{folder.Path}: its config.json says {Key(facts, ConfigSetting.HiddenSize)} {config.HiddenSize}, but no tensor of {folder.Weights.Path} is wider than {largest}; the two do not belong together");
    }

    public static void Sizes(ModelFacts facts, EncoderConfig config, BackboneFolder folder)
    {
        if (facts.PinnedSizes is not { } pinned) return;
        foreach (var (setting, expected, found) in new[]
        {
            (ConfigSetting.HiddenSize, pinned.HiddenSize, config.HiddenSize),
            (ConfigSetting.EmbeddingSize, pinned.EmbeddingSize, config.EmbeddingSize),
            (ConfigSetting.LayerCount, pinned.LayerCount, config.LayerCount),
            (ConfigSetting.LayerGroupCount, pinned.LayerGroupCount, config.LayerGroupCount),
            (ConfigSetting.HeadCount, pinned.HeadCount, config.HeadCount),
            (ConfigSetting.IntermediateSize, pinned.IntermediateSize, config.IntermediateSize),
            (ConfigSetting.VocabularySize, pinned.VocabularySize, config.VocabularySize),
            (ConfigSetting.PositionCount, pinned.PositionCount, config.PositionCount),
            (ConfigSetting.TokenTypeCount, pinned.TokenTypeCount, config.TokenTypeCount),
        })
            if (expected != found)
                throw new BadInputException(
                    $"{folder.Path}: {facts.Name} is pinned to {facts.Size} with {Key(facts, setting)} {expected}, but its config.json says {found}; use a backbone of that size or a model of open size");
    }

    public static void Settings(ModelFacts facts, IReadOnlyDictionary<string, double> settings)
    {
        foreach (var (name, value) in settings)
        {
            if (facts.PinnedSettings.TryGetValue(name, out var pinned))
            {
                if (pinned != value.ToString(CultureInfo.InvariantCulture))
                    throw new BadInputException($"{facts.Name} is declared with {name} = {pinned}, but {value} is asked for; use a model that leaves it open");
            }
            else if (!facts.OpenSettings.ContainsKey(name))
            {
                throw new BadInputException($"{facts.Name} has no setting {name}{(NearestName.Of(name, facts.OpenSettings.Keys) is { } nearest ? $"; the nearest is {nearest}" : "")}");
            }
            else if (facts.SizeSettings.Contains(name) && (value < 1 || value != Math.Floor(value)))
            {
                throw new BadInputException($"the setting {name} of {facts.Name} is {value}; expected a whole number of at least 1");
            }
        }
    }

    private static string Key(ModelFacts facts, ConfigSetting setting) => ConfigKeys.NameOf(setting, facts.Config);
}
