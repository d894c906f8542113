using PastaGen.Modules;
using TorchSharp.Modules;

namespace PastaGen.Training.Tests;

/// <summary>What the compiler would know of <see cref="HandBert"/>: names, shapes, facts.</summary>
internal static class HandBertPlan
{
    public static ModelDefinition Pasta { get; } = Define("HandPasta", ["pasta"], new() { ["pasta.occurrences"] = 2 });

    public static ModelDefinition Full { get; } = Define("HandFull", ["full"], []);

    public static ModelDefinition HeadOnly { get; } = Define("HandHeadOnly", ["head-only"], []);

    public static ModelDefinition Define(
        string name, string[] adaptations, Dictionary<string, double> open, string[]? labels = null, PinnedSizes? sizes = null, string planHash = "")
    {
        var facts = new ModelFacts
        {
            Name = name,
            Architecture = "bert",
            CheckpointPrefix = "bert.",
            Head = "sequence-classification",
            HeadCheckpointName = "classifier",
            Adaptations = adaptations,
            Labels = labels,
            Size = sizes is null ? "open" : "Tiny",
            PinnedSizes = sizes,
            PlanHash = planHash.Length == 0 ? $"plan-of-{string.Join("-", adaptations)}" : planHash,
            PinnedSettings = new Dictionary<string, string>(),
            OpenSettings = open,
            Explanation = "",
            Parameters = shape => Parameters(shape, adaptations),
        };
        return new ModelDefinition(facts, shape => new HandBert(facts, shape));
    }

    public static IEnumerable<(Embedding Module, string Name)> Embeddings(Embedding words, Embedding positions, Embedding types) =>
    [
        (words, "embeddings.word_embeddings"), (positions, "embeddings.position_embeddings"), (types, "embeddings.token_type_embeddings"),
    ];

    public static IEnumerable<(LayerNorm Module, string Name)> Norms(LayerNorm[] norms)
    {
        yield return (norms[0], "embeddings.LayerNorm");
        for (var place = 1; place < norms.Length; place++)
            yield return (norms[place], $"encoder.layer.{(place - 1) / 2}.{(place % 2 == 1 ? "attention.output" : "output")}.LayerNorm");
    }

    public static IEnumerable<(Linear Module, string Name)> Linears(Linear[] attention, Linear[] feedForward)
    {
        string[] parts = ["self.query", "self.key", "self.value", "output.dense"];
        for (var place = 0; place < attention.Length; place++)
            yield return (attention[place], $"encoder.layer.{place / 4}.attention.{parts[place % 4]}");
        for (var place = 0; place < feedForward.Length; place++)
            yield return (feedForward[place], $"encoder.layer.{place / 2}.{(place % 2 == 0 ? "intermediate" : "output")}.dense");
    }

    /// <summary>Every weight of a bare encoder: name without prefix, and shape.</summary>
    public static IEnumerable<(string Name, long[] Shape)> EncoderWeights(EncoderConfig config)
    {
        long hidden = config.HiddenSize, wide = config.IntermediateSize;
        yield return ("embeddings.word_embeddings.weight", [config.VocabularySize, hidden]);
        yield return ("embeddings.position_embeddings.weight", [config.PositionCount, hidden]);
        yield return ("embeddings.token_type_embeddings.weight", [config.TokenTypeCount, hidden]);
        foreach (var norm in Enumerable.Range(0, config.LayerCount).SelectMany(layer => (string[])[$"encoder.layer.{layer}.attention.output", $"encoder.layer.{layer}.output"]).Prepend("embeddings"))
        {
            yield return ($"{norm}.LayerNorm.weight", [hidden]);
            yield return ($"{norm}.LayerNorm.bias", [hidden]);
        }
        for (var layer = 0; layer < config.LayerCount; layer++)
            foreach (var (name, output, input) in new[]
            {
                ("attention.self.query", hidden, hidden), ("attention.self.key", hidden, hidden), ("attention.self.value", hidden, hidden),
                ("attention.output.dense", hidden, hidden), ("intermediate.dense", wide, hidden), ("output.dense", hidden, wide),
            })
            {
                yield return ($"encoder.layer.{layer}.{name}.weight", [output, input]);
                yield return ($"encoder.layer.{layer}.{name}.bias", [output]);
            }
        yield return ("pooler.dense.weight", [hidden, hidden]);
        yield return ("pooler.dense.bias", [hidden]);
    }

    private static List<PlannedParameter> Parameters(ModelShape shape, string[] adaptations)
    {
        var config = shape.Config;
        var full = adaptations is ["full"];
        var plan = EncoderWeights(config).Select(weight => new PlannedParameter(
            weight.Name, weight.Name, full ? weight.Name : null, weight.Shape,
            full ? ParameterState.Trained : ParameterState.Frozen, "", ModelPart.Backbone)).ToList();
        if (adaptations is ["pasta"])
            plan.Add(new("vectors", null, "vectors", [config.LayerCount, shape.Setting("pasta.occurrences", 2), config.HiddenSize], ParameterState.Adapted, "", ModelPart.Adaptation));
        if (shape.LabelCount == 0) return plan;
        var head = full ? "classifier" : "head";
        plan.Add(new("head.weight", "classifier.weight", $"{head}.weight", [shape.LabelCount, config.HiddenSize], ParameterState.Reset, "", ModelPart.Head));
        plan.Add(new("head.bias", "classifier.bias", $"{head}.bias", [shape.LabelCount], ParameterState.Reset, "", ModelPart.Head));
        return plan;
    }
}
