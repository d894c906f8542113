using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests;

/// <summary>The emitted models against an encoder written as plain loops: outputs against its sums, gradients against its finite differences.</summary>
public class PlainReferenceTests
{
    // Rows of unlike length, a hole in the mask, a pair among singles.
    private static readonly PlainBatch Batch = new(
        Ids: [[1, 5, 6, 2, 7, 8, 2], [1, 9, 4, 10, 2, 0, 0], [1, 3, 0, 6, 5, 2, 0]],
        Mask: [[1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 0, 0], [1, 1, 0, 1, 1, 1, 0]],
        Types: [[0, 0, 0, 0, 1, 1, 1], [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0]],
        Ordinals: [[1, 0, 0, 2, 0, 0, 3], [1, 0, 0, 0, 2, 0, 0], [1, 0, 0, 0, 0, 2, 0]],
        Labels: [2, 0, 1]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_output_and_every_gradient_of_full_fine_tuning_is_the_references(int seed)
    {
        using var folder = new TemporaryFolder();
        var backbone = new TinyBackbone(folder["backbone"], seed);
        var inputs = WriteInputs(folder["inputs"]);
        ForwardRun.Execute(Request(nameof(BertFull), backbone, inputs, folder));

        Compare(folder["outputs"], Outputs(Encoder(backbone.Weights)), Tolerances.Outputs);
        var expected = TinyBackbone.Shapes().ToDictionary(
            item => item.Name.StartsWith("classifier", StringComparison.Ordinal) ? item.Name : "bert." + item.Name,
            item => Differences(backbone.Weights[item.Name], () => Encoder(backbone.Weights).Loss(Batch)));
        // The padding word's row has no gradient, as in the library whose checkpoints these are.
        Array.Clear(expected["bert.embeddings.word_embeddings.weight"], 0, TinyBackbone.Hidden);
        Compare(folder["gradients"], expected, Tolerances.FiniteDifferences);
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

        var inputs = WriteInputs(folder["inputs"]);
        ForwardRun.Execute(Request(nameof(BertPasta), backbone, inputs, folder) with { Delta = folder["delta"], Unbound = true, LogitsOnly = logitsOnly });

        var outputs = Outputs(Encoder(weights, vectors));
        Compare(folder["outputs"], logitsOnly ? outputs.Where(pair => pair.Key is "logits" or "loss").ToDictionary() : outputs, Tolerances.Outputs);
        Compare(folder["gradients"], new()
        {
            ["vectors"] = Differences(vectors, () => Encoder(weights, vectors).Loss(Batch)),
            ["head.weight"] = Differences(headWeight, () => Encoder(weights, vectors).Loss(Batch)),
            ["head.bias"] = Differences(headBias, () => Encoder(weights, vectors).Loss(Batch)),
        }, Tolerances.FiniteDifferences);
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

    private static Dictionary<string, double[]> Outputs(PlainEncoder encoder)
    {
        var rows = Enumerable.Range(0, Batch.Ids.Length).ToArray();
        var outputs = new Dictionary<string, double[]>
        {
            ["logits"] = [.. rows.SelectMany(row => encoder.Logits(Batch, row))],
            ["loss"] = [encoder.Loss(Batch)],
        };
        for (var state = 0; state <= TinyBackbone.Layers; state++)
            outputs[$"hidden_states.{state}"] = [.. rows.SelectMany(row => encoder.States(Batch, row)[state].SelectMany(position => position))];
        return outputs;
    }

    // Central differences: (f(x + d) - f(x - d)) / 2d, exact to d^2.
    private static double[] Differences(double[] parameter, Func<double> loss)
    {
        const double step = 1e-5;
        var gradient = new double[parameter.Length];
        for (var i = 0; i < parameter.Length; i++)
        {
            var value = parameter[i];
            parameter[i] = value + step;
            var above = loss();
            parameter[i] = value - step;
            gradient[i] = (above - loss()) / (2 * step);
            parameter[i] = value;
        }
        return gradient;
    }

    private static void Compare(string path, Dictionary<string, double[]> expected, double tolerance)
    {
        var actual = TensorComparison.Read(path);
        var floor = 1e-6 * expected.Values.Max(values => Math.Sqrt(values.Sum(value => value * value)));
        var masked = Batch.Mask.SelectMany(row => row).ToArray();
        foreach (var (name, values) in expected)
        {
            Assert.True(actual.ContainsKey(name), $"{name} is missing");
            var found = actual[name].Values;
            Assert.Equal(values.Length, found.Length);
            var counts = name.StartsWith("hidden_states", StringComparison.Ordinal) ? (Func<int, bool>)(i => masked[i / TinyBackbone.Hidden] == 1) : _ => true;
            var difference = Math.Sqrt(values.Select((value, i) => counts(i) ? Math.Pow(value - found[i], 2) : 0).Sum());
            var norm = Math.Sqrt(values.Select((value, i) => counts(i) ? value * value : 0).Sum());
            Assert.True(difference <= tolerance * norm + floor, $"{name} off by {difference / norm:e1}");
        }
    }

    private static double[] Random(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (double)(float)(random.NextDouble() - 0.5))];

    private static string WriteInputs(string path)
    {
        using var scope = NewDisposeScope();
        KeyValuePair<string, Tensor> Matrix(string name, int[][] rows) =>
            new(name, tensor([.. rows.SelectMany(row => row.Select(value => (long)value))], [rows.Length, rows[0].Length]));
        SafetensorsWriter.Write(path, [
            Matrix("input_ids", Batch.Ids), Matrix("attention_mask", Batch.Mask), Matrix("token_type_ids", Batch.Types),
            Matrix("special_ordinal", Batch.Ordinals), new("labels", tensor([.. Batch.Labels.Select(label => (long)label)]))]);
        return path;
    }
}
