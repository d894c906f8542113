using PastaGen.Host.Json;
using PastaGen.Modules;
using PastaGen.Training;

namespace PastaGen.Host.Describing;

/// <summary>Reads a model's plan, for given sizes or with open ones, as <c>describe</c> tells it.</summary>
internal static class PlanDescription
{
    // What the Python library takes where a config.json names no labels.
    private const int UsualLabelCount = 2;

    /// <summary>The plan of a model.</summary>
    /// <param name="facts">The model.</param>
    /// <param name="config">Sizes of a backbone; null takes those that the model is pinned to, and names where it is not.</param>
    /// <param name="labelCount">Number of labels where the model leaves it open.</param>
    internal static ModelDescription Of(ModelFacts facts, EncoderConfig? config, int? labelCount)
    {
        var labels = facts.Labels?.Count ?? labelCount;
        if (facts.LabelsAreWords || facts.GivesFeatures) labels = null;
        config ??= facts.PinnedSizes is { } pinned ? ConfigOf(facts, pinned) : null;
        return config is null
            ? Open(facts, new SizeNames(facts, labels), labels)
            : Known(facts, new ModelShape(config, facts.LabelsAreWords ? config.VocabularySize : labels ?? config.Labels?.Count ?? UsualLabelCount));
    }

    private static ModelDescription Known(ModelFacts facts, ModelShape shape)
    {
        var parameters = facts.Parameters(shape);
        long Total(Func<PlannedParameter, bool> counted) => parameters.Where(counted).Sum(parameter => parameter.Count);
        var trained = Total(parameter => parameter.State != ParameterState.Frozen);
        var totals = new ParameterTotals(
            Backbone: Total(parameter => parameter.Part == ModelPart.Backbone),
            Adaptation: Total(parameter => parameter.Part == ModelPart.Adaptation),
            Head: Total(parameter => parameter.Part == ModelPart.Head),
            Trained: trained,
            Total: Total(_ => true),
            DeltaBytes: trained * sizeof(float));
        return Describe(facts, facts.LabelsAreWords || facts.GivesFeatures ? null : shape.LabelCount, parameters, nameOf: null, totals);
    }

    private static ModelDescription Open(ModelFacts facts, SizeNames sizes, int? labelCount) =>
        Describe(facts, labelCount, facts.Parameters(sizes.Shape), sizes.NameOf, totals: null);

    private static ModelDescription Describe(
        ModelFacts facts, int? labelCount, IReadOnlyList<PlannedParameter> parameters, Func<long, string>? nameOf, ParameterTotals? totals) => new(
        facts.Name,
        facts.Architecture,
        facts.Head,
        facts.Adaptations,
        facts.Labels,
        labelCount,
        facts.Size,
        facts.PlanHash,
        facts.OpenSettings,
        facts.Explanation,
        [.. parameters.Select(parameter => new ParameterDescription(
            parameter.Name,
            parameter.CheckpointName,
            parameter.DeltaName,
            nameOf is null ? parameter.Shape : null,
            nameOf is null ? null : [.. parameter.Shape.Select(nameOf)],
            parameter.State.ToString().ToLowerInvariant(),
            parameter.Reason))],
        totals);

    private static EncoderConfig ConfigOf(ModelFacts facts, PinnedSizes pinned) => new()
    {
        ModelType = facts.Architecture,
        HiddenSize = pinned.HiddenSize,
        EmbeddingSize = pinned.EmbeddingSize,
        LayerCount = pinned.LayerCount,
        LayerGroupCount = pinned.LayerGroupCount,
        HeadCount = pinned.HeadCount,
        IntermediateSize = pinned.IntermediateSize,
        VocabularySize = pinned.VocabularySize,
        PositionCount = pinned.PositionCount,
        TokenTypeCount = pinned.TokenTypeCount,
    };
}
