using PastaGen.Generator.Planning.Blocks;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.States;

/// <summary>Which of the backbone's weights adaptations train.</summary>
internal static class AdaptedWeights
{
    /// <summary>The states of weights after an adaptation's word.</summary>
    public static LeafStates Train(AdaptationSpec adaptation, ArchitecturePlace place, ArchitectureSpec architecture, LeafStates states)
    {
        var rule = BlockKinds.Find(place.Block.Kind)?.Roles.FirstOrDefault(each => each.Role == place.Weights.Role);
        if (rule is null) return states;
        var layers = place.IsRepeated ? AdaptationPlanner.Layers(adaptation) : LayerRange.All;
        var reason = $"{adaptation.Id} trains it";
        foreach (var weights in adaptation.Weights)
        {
            if (!adaptation.Trains(weights) || (!place.IsRepeated && IsTrue(adaptation, weights.LayersAlone))) continue;
            if (weights.OfAdaptedLinears && !IsAdapted(adaptation, place)) continue;
            var (weight, bias) = rule.Module switch
            {
                ModuleKind.Linear => (false, Means(weights, WeightKinds.LinearBiases)),
                ModuleKind.LayerNorm => (Means(weights, WeightKinds.NormGains), Means(weights, WeightKinds.NormBiases)),
                _ => (false, false),
            };
            states = new(
                weight ? states.Weight.With(layers, State.Trained, reason) : states.Weight,
                bias && place.Weights.HasBias ? states.Bias.With(layers, State.Trained, reason) : states.Bias);
        }
        return states;
    }

    private static bool Means(TrainedWeightsSpec weights, WeightKinds kind) => (weights.Kinds & kind) != 0;

    private static bool IsTrue(AdaptationSpec adaptation, string? name) =>
        name is not null && adaptation.Settings.FirstOrDefault(setting => setting.Name == name)?.Value?.Text == "true";

    // Whether the module lives where these weights give their answer.
    private static bool IsAdapted(AdaptationSpec adaptation, ArchitecturePlace place)
    {
        var offered = BlockKinds.Find(place.Block.Kind)!.Sites.Select(rule => rule.Site);
        return adaptation.Sites.Any(site => offered.Contains(site)
            && AdaptationPlaces.LinearOf(site) is { Enters: false } linear && linear.Role.ToString() == place.Weights.Role);
    }
}
