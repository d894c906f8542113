using System.Globalization;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>What must hold before a backbone goes into a model.</summary>
internal static class BackboneChecks
{
    public static void Architecture(ModelFacts facts, BackboneFolder folder)
    {
        if (folder.Config.ModelType != facts.Architecture)
            throw new BadInputException(
                $"{folder.Path}: its config.json says model_type \"{folder.Config.ModelType}\", but {facts.Name} reads \"{facts.Architecture}\"; choose a model of that architecture (`pasta models` lists them) or another backbone");
    }

    /// <summary>A damaged config must not make a model that no memory holds before its file is compared with it.</summary>
    public static void Plausible(BackboneFolder folder)
    {
        var config = folder.Config;
        var tensors = folder.Weights.Entries.Count;
        if (config.LayerCount > tensors)
            throw new BadInputException($"{folder.Path}: its config.json says num_hidden_layers {config.LayerCount}, but {folder.Weights.Path} holds only {tensors} tensors; the two do not belong together");
        var largest = folder.Weights.Entries.Max(entry => entry.Shape.DefaultIfEmpty(1).Max());
        if (config.HiddenSize > largest)
            throw new BadInputException($"{folder.Path}: its config.json says hidden_size {config.HiddenSize}, but no tensor of {folder.Weights.Path} is wider than {largest}; the two do not belong together");
    }

    public static void Sizes(ModelFacts facts, BackboneFolder folder)
    {
        if (facts.PinnedSizes is not { } pinned) return;
        var config = folder.Config;
        foreach (var (key, expected, found) in new[]
        {
            ("hidden_size", pinned.HiddenSize, config.HiddenSize),
            ("num_hidden_layers", pinned.LayerCount, config.LayerCount),
            ("num_attention_heads", pinned.HeadCount, config.HeadCount),
            ("intermediate_size", pinned.IntermediateSize, config.IntermediateSize),
            ("vocab_size", pinned.VocabularySize, config.VocabularySize),
            ("max_position_embeddings", pinned.PositionCount, config.PositionCount),
            ("type_vocab_size", pinned.TokenTypeCount, config.TokenTypeCount),
        })
            if (expected != found)
                throw new BadInputException(
                    $"{folder.Path}: {facts.Name} is pinned to {facts.Size} with {key} {expected}, but its config.json says {found}; use a backbone of that size or a model of open size");
    }

    public static void Settings(ModelFacts facts, IReadOnlyDictionary<string, int> settings)
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
            else if (value < 1)
            {
                throw new BadInputException($"the setting {name} of {facts.Name} is {value}; expected a whole number of at least 1");
            }
        }
    }
}
