using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Planning.States;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning;

/// <summary>Counts a model's parameters where its sizes are known.</summary>
internal static class TotalsPlanner
{
    /// <summary>The totals; null where a block's data flow computes a size of its own.</summary>
    public static Totals? Count(Sizes sizes, EncoderPlan encoder, EquatableArray<AdaptationPlan> adaptations, HeadPlan head)
    {
        var extents = encoder.Blocks.SelectMany(use => use.Weights).SelectMany(weights => weights.Parameters).SelectMany(parameter => parameter.Shape);
        if (extents.Any(extent => extent.Method is not null)) return null;
        long backbone = 0, trained = 0;
        var layers = sizes.LayerGroupCount!.Value;
        foreach (var use in encoder.Blocks)
            foreach (var weights in use.Weights)
            {
                if (!IsThere(weights.Presence, sizes)) continue;
                foreach (var parameter in weights.Parameters)
                {
                    var (size, states) = (Elements(parameter.Shape, sizes), weights.States(parameter));
                    backbone += size * (use.IsRepeated ? weights.Layers.Count(layers) : 1);
                    trained += size * (use.IsRepeated
                        ? states.In(State.Trained).Ranges.Sum(range => range.Count(layers))
                        : states.Ranges[0].State == State.Trained ? 1 : 0);
                }
            }
        var labels = head.Kind.OnlyAnswer is null ? head.Labels?.Members.Count : 1;
        return new()
        {
            Backbone = backbone,
            TrainedBackbone = trained,
            Adaptation = adaptations.Sum(adaptation => Elements(adaptation, sizes)),
            AdaptationIsKnown = adaptations.All(adaptation => adaptation.OpenSites is null && adaptation.Parameters.All(parameter =>
                adaptation.Has(parameter) is not null && !parameter.Shape.Any(size => AdaptedSizes.IsOpen(size, adaptation)))),
            Head = labels is not null || head.Kind.LabelsAreWords || !head.HasParameters
                ? head.Parameters.Sum(parameter => Elements(parameter.Parameter.Shape, sizes, labels: labels ?? 0))
                : null,
        };
    }

    private static bool IsThere(Presence presence, Sizes sizes) => presence switch
    {
        Presence.WithTokenTypes => sizes.TokenTypeCount > 0,
        Presence.WithDistances => sizes.HasDistances,
        Presence.WithProjection => sizes.EmbeddingSize != sizes.HiddenSize,
        _ => true,
    };

    // With open settings at their fallbacks.
    private static long Elements(AdaptationPlan adaptation, Sizes sizes)
    {
        var parameters = adaptation.Parameters
            .Where(parameter => adaptation.Has(parameter) ?? adaptation.Setting(parameter.When!)!.Usual.Text == "true").ToArray();
        if (!adaptation.IsPlaced) return parameters.Sum(parameter => Of(parameter, null));
        return adaptation.Insertions.Where(each => adaptation.Sites.Contains(each.Site))
            .Sum(each => (each.IsRepeated ? adaptation.Layers.Count(sizes.LayerCount) : 1) * parameters.Sum(parameter => Of(parameter, each)));

        long Of(AdaptedPlan parameter, Insertion? at) => parameter.Shape.Aggregate(
            1L, (product, size) => product * AdaptedSizes.Count(size, adaptation, at, extent => extent.Times * Size(extent.Dimension, sizes, 0)));
    }

    private static long Elements(EquatableArray<Extent> shape, Sizes sizes, int labels = 0) =>
        shape.Aggregate(1L, (product, extent) => product * extent.Times * Size(extent.Dimension, sizes, labels));

    /// <summary>A named size.</summary>
    public static long Size(Dimension dimension, Sizes sizes, int labels) => dimension switch
    {
        Dimension.Hidden => sizes.HiddenSize,
        Dimension.Intermediate => sizes.IntermediateSize,
        Dimension.Embedding => sizes.EmbeddingSize!.Value,
        Dimension.Layers => sizes.LayerCount,
        Dimension.Vocabulary => sizes.VocabularySize,
        Dimension.Positions => sizes.PositionCount,
        Dimension.Distances => (2L * sizes.PositionCount) - 1,
        Dimension.HeadSize => sizes.HiddenSize / sizes.HeadCount,
        Dimension.TokenTypes => sizes.TokenTypeCount,
        Dimension.Labels => labels,
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "no such size"),
    };
}
