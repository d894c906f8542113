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
                var size = weights.Parameters.Sum(parameter => Elements(parameter.Shape, sizes));
                backbone += size * (use.IsRepeated ? weights.Layers.Count(layers) : 1);
                trained += size * (use.IsRepeated
                    ? weights.States.In(State.Trained).Ranges.Sum(range => range.Count(layers))
                    : weights.States.Ranges[0].State == State.Trained ? 1 : 0);
            }
        var labels = head.Kind.OnlyAnswer is null ? head.Labels?.Members.Count : 1;
        return new()
        {
            Backbone = backbone,
            TrainedBackbone = trained,
            Adaptation = adaptations.Sum(adaptation => adaptation.Parameters.Sum(parameter => Elements(parameter.Shape, sizes, adaptation))),
            AdaptationIsKnown = adaptations.All(adaptation =>
                adaptation.Parameters.All(parameter => parameter.Shape.All(size => adaptation.SettingOf(size) is not { IsOpen: true }))),
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

    private static long Elements(EquatableArray<Extent> shape, Sizes sizes, int labels = 0) =>
        shape.Aggregate(1L, (product, extent) => product * extent.Times * Size(extent.Dimension, sizes, null, labels));

    private static long Elements(EquatableArray<Dimension> shape, Sizes sizes, AdaptationPlan adaptation) =>
        shape.Aggregate(1L, (product, dimension) => product * Size(dimension, sizes, adaptation, 0));

    private static long Size(Dimension dimension, Sizes sizes, AdaptationPlan? adaptation, int labels) =>
        adaptation?.SettingOf(dimension) is { } setting
            ? setting.Value is { } value ? long.Parse(value.Text, System.Globalization.CultureInfo.InvariantCulture) : setting.Fallback
            : dimension switch
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
