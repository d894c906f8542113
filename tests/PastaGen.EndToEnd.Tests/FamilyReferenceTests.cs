using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Training;

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
    [InlineData(nameof(Family.KeyDistances), nameof(BertPasta), 6)]
    [InlineData(nameof(Family.KeyAndQueryDistances), nameof(BertPasta), 7)]
    [InlineData(nameof(Family.DistanceBias), nameof(MpnetPasta), 8)]
    [InlineData(nameof(Family.DistanceVectors), nameof(DebertaV2Pasta), 9)]
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
        PlainEncoder Encoder() => Reference(family, weights, vectors: vectors);

        var batch = family.Types == 2 ? Mixed : Mixed with { Types = [.. Mixed.Types.Select(row => new int[row.Length])] };
        ForwardRun.Execute(Request(model, backbone, folder, Mixed) with { Delta = folder["delta"], Unbound = true });

        var expected = new Dictionary<string, double[]>
        {
            ["logits"] = [.. Rows(row => Encoder().Answers(batch, row).Single())],
            ["loss"] = [Encoder().Loss(batch)],
        };
        for (var state = 0; state <= family.Layers; state++)
            expected[$"hidden_states.{state}"] = [.. Rows(row => Encoder().States(batch, row)[state].SelectMany(position => position))];
        if (family.HasPooler) expected["pooler_output"] = [.. Rows(row => Encoder().Pooled(batch, row))];
        TensorComparison.Holds(folder["outputs"], expected, Tolerances.Outputs, batch, floorOfLargest: 0);
        TensorComparison.Holds(folder["gradients"], new()
        {
            ["vectors"] = FiniteDifferences.Of(vectors, () => Encoder().Loss(batch)),
            ["head.weight"] = FiniteDifferences.Of(weight, () => Encoder().Loss(batch)),
            ["head.bias"] = FiniteDifferences.Of(bias, () => Encoder().Loss(batch)),
        }, Tolerances.FiniteDifferences, floorOfLargest: 0);

        IEnumerable<double> Rows(Func<int, IEnumerable<double>> values) => Enumerable.Range(0, batch.Ids.Length).SelectMany(values);
    }

    // A head that reads every position, so that each weight's every use is in the loss; where layers share weights, the uses add up.
    [Theory]
    [InlineData(nameof(Family.AfterPadding), nameof(RobertaTokenFull), 6)]
    [InlineData(nameof(Family.OtherKeys), nameof(DistilbertTokenFull), 7)]
    [InlineData(nameof(Family.Narrow), nameof(ElectraTokenFull), 8)]
    [InlineData(nameof(Family.Shared), nameof(AlbertTokenFull), 9)]
    [InlineData(nameof(Family.KeyDistances), nameof(BertTokenFull), 10)]
    [InlineData(nameof(Family.KeyAndQueryDistances), nameof(BertTokenFull), 11)]
    [InlineData(nameof(Family.DistanceBias), nameof(MpnetTokenFull), 12)]
    [InlineData(nameof(Family.DistanceVectors), nameof(DebertaV2TokenFull), 13)]
    public void Every_gradient_of_full_fine_tuning_is_the_references(string name, string model, int seed)
    {
        using var folder = new TemporaryFolder();
        var family = Of(name);
        var backbone = new FamilyBackbone(folder["backbone"], family, seed);
        var batch = new PlainBatch(
            Ids: [[3, 5, 1, 6, 2], [0, 1, 4, 9, 2]], Mask: [[1, 0, 1, 1, 1], [0, 1, 1, 1, 1]],
            Types: family.Types == 2 ? [[0, 0, 0, 1, 1], [0, 0, 0, 0, 0]] : [new int[5], new int[5]], Ordinals: [new int[5], new int[5]], Labels: [])
        { TokenLabels = [[0, -100, 2, 1, -100], [-100, 1, 0, -100, 2]] };
        var encoder = Reference(family, backbone.Weights, head: (plain, state) => plain.Linear(state, "classifier", FamilyBackbone.Labels));
        ForwardRun.Execute(Request(model, backbone, folder, batch));

        // Nobody reads a pooler here, and it is not trained.
        var expected = backbone.Files.Where(tensor => !tensor.Key.Contains("pooler", StringComparison.Ordinal)).ToDictionary(tensor => tensor.Key, tensor => FiniteDifferences.Of(tensor.Value, () => encoder.Loss(batch)));

        // The padding token's row has no gradient, and none has its position where positions are numbered after it.
        var width = family.Embedding ?? FamilyBackbone.Hidden;
        foreach (var table in family.Position is null ? (string[])["word"] : ["word", "position"])
            Array.Clear(expected[$"{family.Prefix}embeddings.{table}_embeddings.weight"], family.PadTokenId * width, width);
        TensorComparison.Holds(folder["gradients"], expected, Tolerances.FiniteDifferences, floorOfLargest: Tolerances.FiniteDifferences / 100);
    }

    private static PlainEncoder Reference(
        Family family, IReadOnlyDictionary<string, double[]> weights, double[]? vectors = null, Func<PlainEncoder, double[], double[]>? head = null) =>
        new(weights, family.Layers, FamilyBackbone.Hidden, FamilyBackbone.Heads, FamilyBackbone.Intermediate)
        {
            Labels = FamilyBackbone.Labels,
            Position = family.Position,
            Embedding = family.Embedding,
            AddsPositions = family.AddsPositions,
            Distance = family.Distance,
            ScoreTerms = family.ScoreTerms,
            MasksQueries = family.MasksQueries,
            ReadsFirst = !family.HasPooler,
            Head = head,
            Vectors = vectors?.Chunk(FamilyBackbone.Hidden).Chunk(FamilyBackbone.Occurrences).ToArray(),
        };

    private static ForwardRequest Request(string model, FamilyBackbone backbone, TemporaryFolder folder, PlainBatch batch) => new()
    {
        Model = CompiledModels.All.Single(definition => definition.Facts.Name == model),
        Backbone = backbone.Folder,
        Input = PlainInputs.Write(folder["inputs"], batch),
        Output = folder["outputs"],
        Gradients = folder["gradients"],
    };

    private static Family Of(string name) => (Family)typeof(Family).GetProperty(name)!.GetValue(null)!;

    private static double[] Random(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (double)(float)(random.NextDouble() - 0.5))];
}
