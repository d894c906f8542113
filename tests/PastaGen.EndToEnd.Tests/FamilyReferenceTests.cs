using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests;

/// <summary>Families that differ from BERT by names, keys, positions, widths and repetition, against the encoder of plain loops.</summary>
public class FamilyReferenceTests
{
    // Padding on the right, on the left and inside, a hole in the mask over a word, and the id of each family's padding as a word that counts.
    private static readonly PlainBatch Mixed = new(
        Ids: [[3, 5, 6, 2, 7, 8, 2], [3, 9, 4, 10, 2, 1, 1], [3, 12, 1, 6, 5, 2, 0], [1, 1, 3, 4, 6, 9, 2], [0, 0, 3, 4, 1, 9, 2]],
        Mask: [[1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 0, 0], [1, 0, 1, 1, 1, 1, 0], [0, 0, 1, 1, 1, 1, 1], [0, 0, 1, 1, 1, 1, 1]],
        Types: [[0, 0, 0, 0, 1, 1, 1], [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1, 1, 1], [0, 0, 0, 0, 0, 0, 0]],
        Ordinals: [[1, 0, 0, 2, 0, 0, 3], [1, 0, 0, 0, 2, 0, 0], [1, 0, 0, 0, 0, 2, 0], [0, 0, 1, 0, 0, 0, 2], [0, 0, 1, 0, 0, 0, 2]],
        Labels: [2, 0, 1, 0, 1]);

    [Theory]
    [InlineData(nameof(Family.AfterPadding), nameof(RobertaPasta), 1)]
    [InlineData(nameof(Family.OtherKeys), nameof(DistilbertPasta), 2)]
    [InlineData(nameof(Family.Narrow), nameof(ElectraPasta), 3)]
    [InlineData(nameof(Family.Even), nameof(ElectraPasta), 4)]
    [InlineData(nameof(Family.Shared), nameof(AlbertPasta), 5)]
    public void Every_output_and_gradient_of_special_token_adaptation_is_the_references(string name, string model, int seed)
    {
        using var folder = new TemporaryFolder();
        var family = Of(name);
        var backbone = new FamilyBackbone(folder["backbone"], family, seed);
        var random = new Random(seed);
        var vectors = Random(random, family.Layers * FamilyBackbone.Occurrences * FamilyBackbone.Hidden);
        var (weight, bias) = (Random(random, FamilyBackbone.Labels * FamilyBackbone.Hidden), Random(random, FamilyBackbone.Labels));
        TinyBackbone.Write(folder["delta"], [
            ("vectors", [family.Layers, FamilyBackbone.Occurrences, FamilyBackbone.Hidden], vectors),
            ("head.weight", [FamilyBackbone.Labels, FamilyBackbone.Hidden], weight), ("head.bias", [FamilyBackbone.Labels], bias)]);
        var weights = new Dictionary<string, double[]>(backbone.Weights) { ["classifier.weight"] = weight, ["classifier.bias"] = bias };
        PlainEncoder Encoder() => new(weights, family.Layers, FamilyBackbone.Hidden, FamilyBackbone.Heads, FamilyBackbone.Intermediate)
        {
            Labels = FamilyBackbone.Labels,
            Position = family.Position,
            Embedding = family.Embedding,
            ReadsFirst = !family.HasPooler,
            Vectors = vectors.Chunk(FamilyBackbone.Hidden).Chunk(FamilyBackbone.Occurrences).ToArray(),
        };

        var batch = family.Types == 2 ? Mixed : Mixed with { Types = [.. Mixed.Types.Select(row => new int[row.Length])] };
        WriteInputs(folder["inputs"], Mixed);
        ForwardRun.Execute(new()
        {
            Model = CompiledModels.All.Single(definition => definition.Facts.Name == model),
            Backbone = backbone.Folder,
            Input = folder["inputs"],
            Output = folder["outputs"],
            Gradients = folder["gradients"],
            Delta = folder["delta"],
            Unbound = true,
        });

        var expected = new Dictionary<string, double[]>
        {
            ["logits"] = [.. Rows(row => Encoder().Answers(batch, row).Single())],
            ["loss"] = [Encoder().Loss(batch)],
        };
        for (var state = 0; state <= family.Layers; state++)
            expected[$"hidden_states.{state}"] = [.. Rows(row => Encoder().States(batch, row)[state].SelectMany(position => position))];
        Compare(folder["outputs"], expected, Tolerances.Outputs, batch);
        Compare(folder["gradients"], new()
        {
            ["vectors"] = Differences(vectors, () => Encoder().Loss(batch)),
            ["head.weight"] = Differences(weight, () => Encoder().Loss(batch)),
            ["head.bias"] = Differences(bias, () => Encoder().Loss(batch)),
        }, Tolerances.FiniteDifferences);

        IEnumerable<double> Rows(Func<int, IEnumerable<double>> values) => Enumerable.Range(0, batch.Ids.Length).SelectMany(values);
    }

    // A head that reads every position, so that each weight's every use is in the loss; where layers share weights, the uses add up.
    [Theory]
    [InlineData(nameof(Family.AfterPadding), nameof(RobertaTokenFull), 6)]
    [InlineData(nameof(Family.OtherKeys), nameof(DistilbertTokenFull), 7)]
    [InlineData(nameof(Family.Narrow), nameof(ElectraTokenFull), 8)]
    [InlineData(nameof(Family.Shared), nameof(AlbertTokenFull), 9)]
    public void Every_gradient_of_full_fine_tuning_is_the_references(string name, string model, int seed)
    {
        using var folder = new TemporaryFolder();
        var family = Of(name);
        var backbone = new FamilyBackbone(folder["backbone"], family, seed);
        var batch = new PlainBatch(
            Ids: [[3, 5, 1, 6, 2], [0, 1, 4, 9, 2]], Mask: [[1, 0, 1, 1, 1], [0, 1, 1, 1, 1]],
            Types: family.Types == 2 ? [[0, 0, 0, 1, 1], [0, 0, 0, 0, 0]] : [new int[5], new int[5]], Ordinals: [new int[5], new int[5]], Labels: [])
        { TokenLabels = [[0, -100, 2, 1, -100], [-100, 1, 0, -100, 2]] };
        var encoder = new PlainEncoder(backbone.Weights, family.Layers, FamilyBackbone.Hidden, FamilyBackbone.Heads, FamilyBackbone.Intermediate)
        {
            Labels = FamilyBackbone.Labels,
            Position = family.Position,
            Embedding = family.Embedding,
            Head = (plain, state) => plain.Linear(state, "classifier", FamilyBackbone.Labels),
        };
        WriteInputs(folder["inputs"], batch);
        ForwardRun.Execute(new()
        {
            Model = CompiledModels.All.Single(definition => definition.Facts.Name == model),
            Backbone = backbone.Folder,
            Input = folder["inputs"],
            Output = folder["outputs"],
            Gradients = folder["gradients"],
        });

        // Nobody reads a pooler here, and it is not trained.
        var expected = backbone.Files.Where(tensor => !tensor.Key.Contains("pooler", StringComparison.Ordinal)).ToDictionary(tensor => tensor.Key, tensor => Differences(tensor.Value, () => encoder.Loss(batch)));

        // The padding token's row has no gradient, and none has its position where positions are numbered after it.
        var width = family.Embedding ?? FamilyBackbone.Hidden;
        foreach (var table in family.Position is null ? (string[])["word"] : ["word", "position"])
            Array.Clear(expected[$"{family.Prefix}embeddings.{table}_embeddings.weight"], family.PadTokenId * width, width);
        Compare(folder["gradients"], expected, Tolerances.FiniteDifferences, floorOfLargest: Tolerances.FiniteDifferences / 100);
    }

    private static Family Of(string name) => (Family)typeof(Family).GetProperty(name)!.GetValue(null)!;

    private static double[] Random(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (double)(float)(random.NextDouble() - 0.5))];

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

    private static void WriteInputs(string path, PlainBatch batch)
    {
        using var scope = NewDisposeScope();
        KeyValuePair<string, Tensor> Rows(string name, int[][] rows) =>
            new(name, tensor([.. rows.SelectMany(row => row).Select(value => (long)value)], [rows.Length, rows[0].Length]));
        SafetensorsWriter.Write(path, [
            Rows("input_ids", batch.Ids), Rows("attention_mask", batch.Mask), Rows("token_type_ids", batch.Types), Rows("special_ordinal", batch.Ordinals),
            batch.TokenLabels is { } ofTokens ? Rows("labels", ofTokens) : new("labels", tensor([.. batch.Labels.Select(label => (long)label)]))]);
    }

    private static void Compare(string path, Dictionary<string, double[]> expected, double tolerance, PlainBatch? mask = null, double floorOfLargest = 0)
    {
        var found = TensorComparison.Read(path);
        var floor = floorOfLargest * expected.Values.Max(values => Math.Sqrt(values.Sum(value => value * value)));
        Assert.Equal(expected.Keys.Order(), found.Keys.Where(key => key != "pooler_output").Order());
        foreach (var (name, values) in expected)
        {
            Assert.Equal(values.Length, found[name].Values.Length);
            var width = mask is not null && name.StartsWith("hidden", StringComparison.Ordinal) ? FamilyBackbone.Hidden : 0;
            var counted = Enumerable.Range(0, values.Length).Where(i => width == 0 || mask!.Mask.SelectMany(row => row).ElementAt(i / width) == 1).ToArray();
            var difference = Math.Sqrt(counted.Sum(i => Math.Pow(values[i] - found[name].Values[i], 2)));
            var norm = Math.Sqrt(counted.Sum(i => values[i] * values[i]));
            Assert.True(difference <= tolerance * norm + floor, $"{name} is off by {difference / norm:e1}");
        }
    }
}
