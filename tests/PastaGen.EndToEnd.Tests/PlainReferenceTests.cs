using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Training;

namespace PastaGen.EndToEnd.Tests;

/// <summary>The emitted models against an encoder written as plain loops: outputs against its sums, gradients against its finite differences.</summary>
public class PlainReferenceTests
{
    // Rows of unlike length, a hole in the mask, padding on the left, a pair among singles.
    internal static readonly PlainBatch Mixed = new(
        Ids: [[1, 5, 6, 2, 7, 8, 2], [1, 9, 4, 10, 2, 0, 0], [1, 3, 0, 6, 5, 2, 0], [0, 0, 1, 4, 6, 9, 2]],
        Mask: [[1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 0, 0], [1, 1, 0, 1, 1, 1, 0], [0, 0, 1, 1, 1, 1, 1]],
        Types: [[0, 0, 0, 0, 1, 1, 1], [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0]],
        Ordinals: [[1, 0, 0, 2, 0, 0, 3], [1, 0, 0, 0, 2, 0, 0], [1, 0, 0, 0, 0, 2, 0], [0, 0, 1, 0, 0, 0, 2]],
        Labels: [2, 0, 1, 0]);

    private static readonly PlainBatch OneRow = new([[1, 5, 6, 2]], [[1, 1, 1, 1]], [[0, 0, 0, 0]], [[1, 0, 0, 2]], [1]);

    private static readonly PlainBatch OneColumn = new([[1], [4]], [[1], [1]], [[0], [1]], [[1], [0]], [1, 2]);

    private static readonly PlainBatch PaddingAlone = new(
        Ids: [[0, 0, 0], [1, 7, 2]], Mask: [[0, 0, 0], [1, 1, 1]], Types: [[0, 0, 0], [0, 0, 0]], Ordinals: [[0, 0, 0], [1, 0, 2]], Labels: [0, 2]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_output_and_every_gradient_of_full_fine_tuning_is_the_references(int seed)
    {
        using var folder = new TemporaryFolder();
        var backbone = new TinyBackbone(folder["backbone"], seed);
        var inputs = PlainInputs.Write(folder["inputs"], Mixed);
        ForwardRun.Execute(Request(nameof(BertFull), backbone, inputs, folder));

        TensorComparison.Holds(folder["outputs"], Outputs(Encoder(backbone.Weights), Mixed), Tolerances.Outputs, Mixed);
        var expected = TinyBackbone.Shapes().ToDictionary(
            item => item.Name.StartsWith("classifier", StringComparison.Ordinal) ? item.Name : "bert." + item.Name,
            item => FiniteDifferences.Of(backbone.Weights[item.Name], () => Encoder(backbone.Weights).Loss(Mixed)));
        // The padding word's row has no gradient, as in the library whose checkpoints these are.
        Array.Clear(expected["bert.embeddings.word_embeddings.weight"], 0, TinyBackbone.Hidden);
        TensorComparison.Holds(folder["gradients"], expected, Tolerances.FiniteDifferences);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Every_output_and_every_gradient_of_special_token_adaptation_is_the_references(int seed, bool logitsOnly)
    {
        using var folder = new TemporaryFolder();
        var backbone = new TinyBackbone(folder["backbone"], seed);
        var random = new Random(seed);
        var vectors = Random(random, TinyBackbone.Layers * TinyBackbone.Occurrences * TinyBackbone.Hidden);
        var headWeight = Random(random, TinyBackbone.Labels * TinyBackbone.Hidden);
        var headBias = Random(random, TinyBackbone.Labels);
        TinyBackbone.Write(folder["delta"], [
            ("vectors", [TinyBackbone.Layers, TinyBackbone.Occurrences, TinyBackbone.Hidden], vectors),
            ("head.weight", [TinyBackbone.Labels, TinyBackbone.Hidden], headWeight),
            ("head.bias", [TinyBackbone.Labels], headBias)]);
        var weights = new Dictionary<string, double[]>(backbone.Weights) { ["classifier.weight"] = headWeight, ["classifier.bias"] = headBias };

        var inputs = PlainInputs.Write(folder["inputs"], Mixed);
        ForwardRun.Execute(Request(nameof(BertPasta), backbone, inputs, folder) with { Delta = folder["delta"], Unbound = true, LogitsOnly = logitsOnly });

        var outputs = Outputs(Encoder(weights, vectors), Mixed);
        TensorComparison.Holds(folder["outputs"], logitsOnly ? outputs.Where(pair => !pair.Key.StartsWith("hidden_states", StringComparison.Ordinal)).ToDictionary() : outputs, Tolerances.Outputs, Mixed);
        TensorComparison.Holds(folder["gradients"], new()
        {
            ["vectors"] = FiniteDifferences.Of(vectors, () => Encoder(weights, vectors).Loss(Mixed)),
            ["head.weight"] = FiniteDifferences.Of(headWeight, () => Encoder(weights, vectors).Loss(Mixed)),
            ["head.bias"] = FiniteDifferences.Of(headBias, () => Encoder(weights, vectors).Loss(Mixed)),
        }, Tolerances.FiniteDifferences);
    }

    // Whole numbers of 32 bits and absent tensors where their default says the same.
    [Theory]
    [InlineData(nameof(OneRow), true, false)]
    [InlineData(nameof(OneRow), false, true)]
    [InlineData(nameof(OneRow), true, true)]
    [InlineData(nameof(OneColumn), false, false)]
    [InlineData(nameof(OneColumn), true, true)]
    [InlineData(nameof(PaddingAlone), true, false)]
    public void Batches_of_other_shapes_and_masks_give_the_references_outputs(string name, bool logitsOnly, bool sparse)
    {
        var batch = name switch { nameof(OneRow) => OneRow, nameof(OneColumn) => OneColumn, _ => PaddingAlone };
        using var folder = new TemporaryFolder();
        var backbone = new TinyBackbone(folder["backbone"], seed: 5);
        var inputs = PlainInputs.Write(folder["inputs"], batch, sparse);
        ForwardRun.Execute(Request(nameof(BertFull), backbone, inputs, folder) with { LogitsOnly = logitsOnly });

        var outputs = Outputs(Encoder(backbone.Weights), batch);
        foreach (var state in outputs.Keys.Where(key => logitsOnly && key.StartsWith("hidden_states", StringComparison.Ordinal)).ToArray()) outputs.Remove(state);
        TensorComparison.Holds(folder["outputs"], outputs, Tolerances.Outputs, batch);
        Assert.All(TensorComparison.Read(folder["gradients"]), gradient => Assert.All(gradient.Value.Values, value => Assert.True(double.IsFinite(value))));
    }

    private static ForwardRequest Request(string model, TinyBackbone backbone, string inputs, TemporaryFolder folder) => new()
    {
        Model = CompiledModels.All.Single(definition => definition.Facts.Name == model),
        Backbone = backbone.Folder,
        Input = inputs,
        Output = folder["outputs"],
        Gradients = folder["gradients"],
    };

    private static PlainEncoder Encoder(IReadOnlyDictionary<string, double[]> weights, double[]? vectors = null) =>
        new(weights, TinyBackbone.Layers, TinyBackbone.Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate)
        {
            Labels = TinyBackbone.Labels,
            Vectors = vectors?.Chunk(TinyBackbone.Hidden).Chunk(TinyBackbone.Occurrences).ToArray(),
        };

    private static Dictionary<string, double[]> Outputs(PlainEncoder encoder, PlainBatch batch)
    {
        var rows = Enumerable.Range(0, batch.Ids.Length).ToArray();
        var outputs = new Dictionary<string, double[]>
        {
            ["logits"] = [.. rows.SelectMany(row => encoder.Answers(batch, row).SelectMany(scores => scores))],
            ["pooler_output"] = [.. rows.SelectMany(row => encoder.Pooled(batch, row))],
            ["loss"] = [encoder.Loss(batch)],
        };
        for (var state = 0; state <= TinyBackbone.Layers; state++)
            outputs[$"hidden_states.{state}"] = [.. rows.SelectMany(row => encoder.States(batch, row)[state].SelectMany(position => position))];
        return outputs;
    }

    private static double[] Random(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (double)(float)(random.NextDouble() - 0.5))];
}
