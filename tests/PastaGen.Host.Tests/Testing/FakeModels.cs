using PastaGen.Training;

namespace PastaGen.Host.Tests.Testing;

/// <summary>Models that the host can list, describe and refuse, without an engine to build them.</summary>
internal static class FakeModels
{
    internal static ModelDefinition Open { get; } = Model("GnocchiPasta", ["pasta"], labels: null, pinned: null);

    internal static ModelDefinition Pinned { get; } =
        Model("GnocchiSmall", ["pasta"], labels: ["Negative", "Positive"], new PinnedSizes(8, 3, 2, 16, 100, 32, 2));

    internal static IReadOnlyList<ModelDefinition> All { get; } = [Open, Pinned];

    private static ModelDefinition Model(string name, string[] adaptations, string[]? labels, PinnedSizes? pinned) => new(
        new ModelFacts
        {
            Name = name,
            Architecture = "gnocchi",
            CheckpointPrefix = "gnocchi.",
            Head = "sequence-classification",
            HeadCheckpointName = "classifier",
            Adaptations = adaptations,
            Labels = labels,
            Size = pinned is null ? "open" : "Small",
            PinnedSizes = pinned,
            PlanHash = new string('a', 64),
            PinnedSettings = new Dictionary<string, string>(),
            OpenSettings = new Dictionary<string, double> { ["pasta.occurrences"] = 2 },
            Explanation = $"{name} trains vectors and a head.",
            Parameters = Parameters,
        },
        _ => throw new InvalidOperationException("a fake model has no modules"));

    // Layer 2 and above are trained, so that a fold over layers must not hide the difference.
    private static List<PlannedParameter> Parameters(ModelShape shape)
    {
        var (hidden, layers) = (shape.Config.HiddenSize, shape.Config.LayerCount);
        List<PlannedParameter> parameters =
        [
            new("Words.weight", "words.weight", null, [shape.Config.VocabularySize, hidden], ParameterState.Frozen, "frozen by PASTA", ModelPart.Backbone),
        ];
        for (var layer = 0; layer < layers; layer++)
        {
            var (state, reason) = layer < 2 ? (ParameterState.Frozen, "frozen by PASTA") : (ParameterState.Trained, "[Trained] from layer 2");
            parameters.Add(new($"Layers.{layer}.Widen.bias", $"layer.{layer}.widen.bias", layer < 2 ? null : $"layer.{layer}.widen.bias", [shape.Config.IntermediateSize], state, reason, ModelPart.Backbone));
        }
        parameters.Add(new("Vectors", null, "vectors", [layers, shape.Setting("pasta.occurrences", 2), hidden], ParameterState.Adapted, "[Pasta]", ModelPart.Adaptation));
        parameters.Add(new("Head.weight", "classifier.weight", "head.weight", [shape.LabelCount, hidden], ParameterState.Reset, "a new head", ModelPart.Head));
        parameters.Add(new("Head.bias", "classifier.bias", "head.bias", [shape.LabelCount], ParameterState.Reset, "a new head", ModelPart.Head));
        return parameters;
    }
}
