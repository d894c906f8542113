using System.Text.Json.Nodes;
using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Modules;
using PastaGen.Renamed;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests;

/// <summary>
/// Heads of several parts, over texts, tokens and words, against plain loops: outputs against sums, gradients against finite differences.
/// Rows are padded on the left and on the right and have holes.
/// </summary>
public sealed class HeadReferenceTests : IDisposable
{
    private static readonly PlainBatch Mixed = new(
        Ids: [[1, 5, 6, 2, 7], [1, 9, 2, 0, 0], [1, 3, 0, 6, 2], [0, 0, 1, 4, 2]],
        Mask: [[1, 1, 1, 1, 1], [1, 1, 1, 0, 0], [1, 1, 0, 1, 1], [0, 0, 1, 1, 1]],
        Types: [[0, 0, 0, 1, 1], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]],
        Ordinals: [[1, 0, 0, 2, 0], [1, 0, 2, 0, 0], [1, 0, 0, 0, 2], [0, 0, 1, 0, 2]],
        Labels: [2, 0, 1, 0]);

    private static readonly int[][] TokenLabels = [[-100, 2, 0, -100, 1], [-100, 1, -100, -100, -100], [0, 2, -100, 2, -100], [-100, -100, 0, 1, -100]];

    private static readonly (string Name, int[] Shape)[] Crown =
        [("crown.band.weight", [6, 6]), ("crown.band.bias", [6]), ("crown.verdict.weight", [3, 6]), ("crown.verdict.bias", [3])];

    private static readonly (string Name, int[] Shape)[] Crest =
        [("crest.band.weight", [6, 6]), ("crest.edge.weight", [6]), ("crest.verdict.weight", [3, 6]), ("crest.verdict.bias", [3])];

    private static readonly (string Name, int[] Shape)[] Seal =
        [("seal.band.weight", [6, 6]), ("seal.band.bias", [6]), ("seal.edge.weight", [6]), ("seal.edge.bias", [6]), ("seal.bias", [TinyBackbone.Words])];

    private readonly TemporaryFolder folder = new();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
    private readonly Dictionary<string, double[]> weights;
    private readonly string backbone;

    public HeadReferenceTests()
    {
        var published = new TinyBackbone(folder["published"], seed: 11);
        weights = published.Weights;
        backbone = RenamedArchitectureTests.Rename(published, folder["backbone"]);
    }

    [Fact]
    public void A_sequence_head_of_several_parts_reads_the_first_position()
    {
        WriteHead(Crown);
        Holds(CrownedFull.Definition, Mixed, Crown, (plain, state) =>
            plain.Linear([.. plain.Linear(state, "crown.band", 6).Select(Math.Tanh)], "crown.verdict", 3));
    }

    [Theory]
    [InlineData("{}", false, 't')]
    [InlineData("""{"crown_reads": "cls", "crown_activation": "relu"}""", false, 'r')]
    [InlineData("""{"crown_reads": "mean", "crown_activation": "gelu"}""", true, 'g')]
    [InlineData("""{"crown_reads": "mean", "crown_activation": null}""", true, 't')]
    public void A_config_says_what_a_head_reads_and_by_which_activation(string settings, bool readsMean, char activation)
    {
        WriteHead(Crown);
        Configure(settings);
        double Activate(double x) => activation switch { 't' => Math.Tanh(x), 'r' => Math.Max(x, 0), _ => PlainEncoder.Gelu(x) };
        Holds(SwayingFull.Definition, Mixed, Crown, (plain, state) =>
            plain.Linear([.. plain.Linear(state, "crown.band", 6).Select(Activate)], "crown.verdict", 3), readsMean);
        CheckWithoutStates(SwayingFull.Definition);
    }

    [Fact]
    public void A_head_reads_the_mean_of_the_tokens_that_count()
    {
        WriteHead(Crown[2..]);
        Holds(LevelFull.Definition, Mixed, Crown[2..], (plain, state) => plain.Linear(state, "crown.verdict", 3), readsMean: true);
        CheckWithoutStates(LevelFull.Definition);
    }

    [Theory]
    [InlineData("""{"crown_reads": "last"}""", "expected \"crown_reads\" to be \"cls\" or \"mean\", found \"last\"")]
    [InlineData("""{"crown_activation": "sine"}""", "\"crown_activation\" is \"sine\", which is not supported; expected one of gelu, ")]
    [InlineData("""{"crown_dropout": 3}""", "expected \"crown_dropout\" to be a number from 0 to 1, found 3")]
    public void What_a_head_cannot_do_is_refused_by_key_and_value(string settings, string expected)
    {
        WriteHead(Crown);
        Configure(settings);
        var message = Assert.Throws<PastaGen.Text.BadInputException>(() => Run(SwayingFull.Definition, Mixed)).Message;
        Assert.StartsWith($"{Path.Combine(backbone, "config.json")}: {expected}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_for_words_that_are_not_tied_is_refused_by_key()
    {
        WriteHead(Seal);
        Configure("""{"tie_word_embeddings": false}""");
        var message = Assert.Throws<PastaGen.Text.BadInputException>(() => Run(CrownedMaskedFull.Definition, Mixed with { TokenLabels = TokenLabels })).Message;
        Assert.StartsWith($"{backbone}: its config.json says \"tie_word_embeddings\" false", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dropout_of_what_a_head_reads_has_a_rate_of_its_own()
    {
        WriteHead(Crown);
        Configure("""{"crown_dropout": 1.0, "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}""");
        using var opened = BackboneFolder.Open(backbone);
        using var loaded = BackboneLoader.Load(SwayingFull.Definition, opened, new LoadOptions());
        using var file = SafetensorsFile.Open(PlainInputs.Write(folder["inputs"], Mixed));
        using var batch = new TensorFileBatch(file, loaded.Config, CPU).Read(null, () => throw new InvalidOperationException(), 3);
        loaded.Model.train();
        using var output = loaded.Model.forward(batch);
        var rows = output.Logits!.to(ScalarType.Float64).data<double>().ToArray().Chunk(3).ToArray();
        Assert.All(rows, row => Assert.Equal(rows[0], row));
    }

    [Fact]
    public void A_token_head_of_several_parts_reads_every_position()
    {
        WriteHead(Crest);
        Holds(CrownedTokenFull.Definition, Mixed with { TokenLabels = TokenLabels }, Crest, (plain, state) =>
            plain.Linear(plain.Norm([.. plain.Linear(state, "crest.band", 6).Select(PlainEncoder.Gelu)], "crest.edge"), "crest.verdict", 3));
    }

    [Fact]
    public void A_head_for_words_shares_the_word_embeddings_and_their_gradient()
    {
        WriteHead(Seal);
        Holds(CrownedMaskedFull.Definition, Mixed with { TokenLabels = TokenLabels }, Seal, Words);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Beside_an_adapted_backbone_a_head_is_one_linear(bool perToken)
    {
        var batch = perToken ? Mixed with { TokenLabels = TokenLabels } : Mixed;
        var random = new Random(5);
        var vectors = Values(random, "", TinyBackbone.Layers * TinyBackbone.Occurrences * TinyBackbone.Hidden);
        (weights["head.weight"], weights["head.bias"]) = (Values(random, "", 18), Values(random, "", 3));
        TinyBackbone.Write(folder["delta"], [
            ("vectors", [TinyBackbone.Layers, TinyBackbone.Occurrences, TinyBackbone.Hidden], vectors),
            ("head.weight", [3, 6], weights["head.weight"]), ("head.bias", [3], weights["head.bias"])]);
        Run(perToken ? CrownedTokenPasta.Definition : CrownedPasta.Definition, batch, folder["delta"]);

        CheckOutputs(Adapted(), batch);
        CheckGradients(new()
        {
            ["vectors"] = FiniteDifferences.Of(vectors, () => Adapted().Loss(batch)),
            ["head.weight"] = FiniteDifferences.Of(weights["head.weight"], () => Adapted().Loss(batch)),
            ["head.bias"] = FiniteDifferences.Of(weights["head.bias"], () => Adapted().Loss(batch)),
        });

        PlainEncoder Adapted() => Plain((plain, state) => plain.Linear(state, "head", 3), vectors);
    }

    [Fact]
    public void Learning_masked_words_scores_them_alone_with_the_same_loss_and_gradients()
    {
        WriteHead(Seal);
        Assert.Equal(
            Learned(answered: false), Learned(answered: true),
            // A key bias has no gradient but rounding.
            new Near(1e-5, floor: 1e-8));

        List<double[]> Learned(bool answered)
        {
            using var opened = BackboneFolder.Open(backbone);
            using var loaded = BackboneLoader.Load(CrownedMaskedFull.Definition, opened, new LoadOptions { Dropout = 0 });
            using var file = SafetensorsFile.Open(PlainInputs.Write(folder["inputs"], Mixed with { TokenLabels = TokenLabels }));
            using var whole = new TensorFileBatch(file, loaded.Config, CPU).Read(null, () => throw new InvalidOperationException(), TinyBackbone.Words, PastaGen.Text.Data.TargetKind.Tags);
            var counted = whole.Labels!.ne(TensorFileBatch.IgnoredLabel).nonzero().squeeze(1);
            var batch = answered ? Answering(whole, counted) : whole;
            using var output = loaded.Model.forward(batch);
            Assert.Equal([answered ? counted.shape[0] : whole.Rows.TokenCount, TinyBackbone.Words], output.Logits!.shape);
            using var loop = new TrainingLoop(loaded.Model, new TrainingOptions { LearningRate = 0.01 }, totalSteps: 1);
            var loss = loop.Step([batch]).Loss;
            return [[loss], .. loaded.Model.TrainedTensors().Select(tensor => tensor.Parameter.grad!.to(ScalarType.Float64).data<double>().ToArray())];
        }
    }

    [Fact]
    public void A_head_that_the_file_holds_in_part_is_refused_by_name()
    {
        WriteHead(Crown[1..]);
        var message = Assert.Throws<PastaGen.Text.BadInputException>(() => Run(CrownedFull.Definition, Mixed)).Message;
        Assert.Contains("1 tensor is missing (crown.band.weight", message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_labels_keep_what_the_file_holds_before_the_answer_and_start_the_answer_afresh()
    {
        WriteHead(Crown);
        using var opened = BackboneFolder.Open(backbone);
        using var loaded = BackboneLoader.Load(CrownedFull.Definition, opened, new LoadOptions { LabelCount = 4, HeadFromFile = false });
        var head = ((CrownedFull)loaded.Model).Head!;
        Assert.Equal(weights["crown.band.weight"], head.Dense.weight.to(ScalarType.Float64).data<double>().ToArray());
        Assert.Equal([4, 6], head.Output.weight.shape);
        Assert.InRange(head.Output.weight.std().item<float>(), 0.005f, 0.05f);
    }

    [Fact]
    public void Without_a_head_in_the_file_there_are_no_logits()
    {
        foreach (var model in new[] { CrownedFull.Definition, CrownedTokenFull.Definition, CrownedMaskedFull.Definition })
        {
            ForwardRun.Execute(Request(model, Mixed) with { Gradients = null });
            Assert.DoesNotContain("logits", TensorComparison.Read(folder["outputs"]).Keys);
        }
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private double[] Words(PlainEncoder plain, double[] state)
    {
        var features = plain.Norm([.. plain.Linear(state, "seal.band", 6).Select(x => Math.Max(x, 0))], "seal.edge");
        var words = weights["embeddings.word_embeddings.weight"].Chunk(TinyBackbone.Hidden);
        return [.. words.Select((word, i) => word.Zip(features, (a, b) => a * b).Sum() + weights["seal.bias"][i])];
    }

    private void Holds(ModelDefinition model, PlainBatch batch, (string Name, int[] Shape)[] head, Func<PlainEncoder, double[], double[]> formula, bool readsMean = false)
    {
        Run(model, batch);
        var plain = Plain(formula, readsMean: readsMean);
        CheckOutputs(plain, batch);
        var gradients = TinyBackbone.Shapes()
            .Where(item => !item.Name.StartsWith("classifier", StringComparison.Ordinal) && !item.Name.StartsWith("pooler", StringComparison.Ordinal))
            .ToDictionary(item => "tower." + RenamedArchitectureTests.Renamed(item.Name), item => FiniteDifferences.Of(weights[item.Name], () => plain.Loss(batch)));
        foreach (var (name, _) in head) gradients[name] = FiniteDifferences.Of(weights[name], () => plain.Loss(batch));

        // The padding word's row has no gradient as an input; as an answer it has one.
        if (!model.Facts.LabelsAreWords) Array.Clear(gradients["tower.ground.bricks.weight"], 0, TinyBackbone.Hidden);
        else ClearInputGradientOfPadding(gradients["tower.ground.bricks.weight"], plain, batch);
        CheckGradients(gradients);
    }

    // Row 0 as an answer alone: the loss with the encoder's own copy of that row held fixed.
    private void ClearInputGradientOfPadding(double[] gradient, PlainEncoder plain, PlainBatch batch)
    {
        var states = Enumerable.Range(0, batch.Ids.Length).Select(row => plain.States(batch, row)[^1]).ToArray();
        var words = weights["embeddings.word_embeddings.weight"];
        var fixedStates = new PlainEncoder(weights, TinyBackbone.Layers, TinyBackbone.Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate) { Head = Words, Given = states };
        FiniteDifferences.Of(words, () => fixedStates.Loss(batch)).AsSpan(0, TinyBackbone.Hidden).CopyTo(gradient);
    }

    private PlainEncoder Plain(Func<PlainEncoder, double[], double[]> head, double[]? vectors = null, bool readsMean = false) =>
        new(weights, TinyBackbone.Layers, TinyBackbone.Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate)
        {
            Head = head,
            ReadsMean = readsMean,
            Vectors = vectors?.Chunk(TinyBackbone.Hidden).Chunk(TinyBackbone.Occurrences).ToArray(),
        };

    // The pass that trains may leave out what the head does not read.
    private void CheckWithoutStates(ModelDefinition model)
    {
        var expected = TensorComparison.Read(folder["outputs"])["logits"].Values;
        ForwardRun.Execute(Request(model, Mixed) with { LogitsOnly = true });
        Assert.Equal([expected], [TensorComparison.Read(folder["outputs"])["logits"].Values], new Near(Tolerances.Outputs));
    }

    private void Configure(string settings)
    {
        var path = Path.Combine(backbone, "config.json");
        var config = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(settings)!.AsObject()) config[key] = value?.DeepClone();
        File.WriteAllText(path, config.ToJsonString());
    }

    private void CheckOutputs(PlainEncoder plain, PlainBatch batch)
    {
        var found = TensorComparison.Read(folder["outputs"]);
        var rows = Enumerable.Range(0, batch.Ids.Length).Select(row => plain.Answers(batch, row)).ToArray();
        var width = rows[0][0].Length;
        Assert.Equal(batch.TokenLabels is null ? [rows.Length, width] : [rows.Length, batch.Ids[0].Length, width], found["logits"].Shape);
        var (expected, logits) = (new List<double>(), new List<double>());
        foreach (var (answers, row) in rows.Select((answers, row) => (answers, row)))
            for (var i = 0; i < answers.Length; i++)
            {
                if (batch.TokenLabels is not null && batch.Mask[row][i] == 0) continue;
                expected.AddRange(answers[i]);
                logits.AddRange(found["logits"].Values.AsSpan(((row * answers.Length) + i) * width, width));
            }
        Assert.Equal([[.. expected], [plain.Loss(batch)]], [[.. logits], found["loss"].Values], new Near(Tolerances.Outputs));
    }

    private void CheckGradients(Dictionary<string, double[]> expected)
    {
        var found = TensorComparison.Read(folder["gradients"]);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        var floor = 1e-6 * expected.Values.Max(values => Math.Sqrt(values.Sum(value => value * value)));
        foreach (var (name, values) in expected)
            Assert.True(new Near(Tolerances.FiniteDifferences, floor).Equals(values, found[name].Values), name);
    }

    private void Run(ModelDefinition model, PlainBatch batch, string? delta = null) =>
        ForwardRun.Execute(Request(model, batch) with { Delta = delta, Unbound = delta is not null });

    private ForwardRequest Request(ModelDefinition model, PlainBatch batch) => new()
    {
        Model = model,
        Backbone = backbone,
        Input = PlainInputs.Write(folder["inputs"], batch),
        Output = folder["outputs"],
        Gradients = folder["gradients"],
    };

    private void WriteHead((string Name, int[] Shape)[] head)
    {
        var random = new Random(7);
        foreach (var (name, shape) in head) weights[name] = Values(random, name, shape.Aggregate(1, (a, b) => a * b));
        var encoder = TinyBackbone.Shapes().Where(item => !item.Name.StartsWith("classifier", StringComparison.Ordinal))
            .Select(item => ("tower." + RenamedArchitectureTests.Renamed(item.Name), item.Shape, weights[item.Name]));
        TinyBackbone.Write(Path.Combine(backbone, "model.safetensors"), encoder.Concat(head.Select(item => (item.Name, item.Shape, weights[item.Name]))));
    }

    private static double[] Values(Random random, string name, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (double)(float)((name.EndsWith("edge.weight", StringComparison.Ordinal) ? 1 : 0) + random.NextDouble() - 0.5))];

    private static TokenBatch Answering(TokenBatch whole, Tensor tokens) => new()
    {
        Rows = whole.Rows,
        InputIds = whole.InputIds,
        TokenTypeIds = whole.TokenTypeIds,
        PositionIds = whole.PositionIds,
        SpecialPositions = whole.SpecialPositions,
        SpecialOrdinals = whole.SpecialOrdinals,
        SpecialTokensPerRow = whole.SpecialTokensPerRow,
        AnsweredTokens = tokens,
        Labels = whole.Labels!.index_select(0, tokens),
    };

    /// <summary>Whether vectors are near one another, as the norm of the difference over the norm of what is expected.</summary>
    private sealed class Near(double tolerance, double floor = 0) : IEqualityComparer<double[]>
    {
        public bool Equals(double[]? expected, double[]? found) => expected!.Length == found!.Length
            && Math.Sqrt(expected.Zip(found, (a, b) => (a - b) * (a - b)).Sum()) <= (tolerance * Math.Sqrt(expected.Sum(value => value * value))) + floor;

        public int GetHashCode(double[] obj) => 0;
    }
}
