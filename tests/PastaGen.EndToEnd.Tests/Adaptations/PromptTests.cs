using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Training;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Trained vectors in the place of words before each row.</summary>
public class PromptTests() : AdaptationTests(nameof(BertPrompt))
{
    private const int Length = 3;

    protected override Dictionary<string, double> Settings => new() { ["prompt.length"] = Length };

    protected override bool StartsAtBase => false;

    protected override int VirtualTokens => Length;

    // P H.
    protected override long Count => Length * TinyBackbone.Hidden;

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        new(plain.Values, TinyBackbone.Layers, TinyBackbone.Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate)
        {
            Prompt = () => [.. trained["prompt"].Chunk(TinyBackbone.Hidden)],
        };
}

/// <summary>Vectors that a network gives: three linears with ReLU between them.</summary>
public class PromptNetworkTests() : AdaptationTests(nameof(BertPromptNetwork))
{
    private const int Length = 2, Middle = 3, Hidden = TinyBackbone.Hidden;

    protected override Dictionary<string, double> Settings => new() { ["p-tuning.length"] = Length, ["p-tuning.middleSize"] = Middle };

    protected override bool StartsAtBase => false;

    protected override int VirtualTokens => Length;

    // What enters, and three linears.
    protected override long Count => (Length * Hidden) + (Middle * (Hidden + 1)) + (Middle * (Middle + 1)) + (Hidden * (Middle + 1));

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained)
    {
        double[] Linear(string name, double[] input) => [.. PlainMatrix.Times(trained[name + ".weight"], input).Zip(trained[name + ".bias"], (x, bias) => x + bias)];
        double[] Cut(double[] values) => [.. values.Select(value => Math.Max(0, value))];
        return new(plain.Values, TinyBackbone.Layers, Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate)
        {
            Prompt = () => [.. trained["embedding"].Chunk(Hidden).Select(row => Linear("third", Cut(Linear("second", Cut(Linear("first", row))))))],
        };
    }
}

/// <summary>What heads for tokens answer where virtual tokens stand before each row.</summary>
public class PromptAnswerTests
{
    private const int Length = 2;

    private static readonly PlainBatch Batch = new(
        Ids: [[1, 5, 6, 2], [1, 9, 2, 0]], Mask: [[1, 1, 1, 1], [1, 1, 1, 0]], Types: [[0, 0, 1, 1], [0, 0, 0, 0]], Ordinals: [[1, 0, 0, 2], [1, 0, 2, 0]], Labels: [0, 0])
    {
        TokenLabels = [[-100, 1, 2, -100], [-100, 0, -100, -100]],
    };

    [Fact]
    public void Virtual_tokens_stay_in_the_logits_and_count_for_no_loss()
    {
        using var folder = new TemporaryFolder();
        var backbone = new TinyBackbone(folder["backbone"], seed: 21);
        using var opened = BackboneFolder.Open(backbone.Folder);
        using var loaded = BackboneLoader.Load(
            BertTokenPrompt.Definition, opened,
            new LoadOptions { LabelCount = TinyBackbone.Labels, HeadFromFile = false, Settings = new Dictionary<string, double> { ["prompt.length"] = Length } });
        DeltaFile.Save(folder["delta"], loaded);
        ForwardRun.Execute(new ForwardRequest
        {
            Model = BertTokenPrompt.Definition,
            Backbone = backbone.Folder,
            Delta = folder["delta"],
            Input = PlainInputs.Write(folder["inputs"], Batch),
            Output = folder["outputs"],
        });

        var trained = TensorComparison.Read(folder["delta"]).ToDictionary(each => each.Key, each => each.Value.Values);
        var weights = new Dictionary<string, double[]>(backbone.Weights) { ["classifier.weight"] = trained["head.weight"], ["classifier.bias"] = trained["head.bias"] };
        var formula = new PlainEncoder(weights, TinyBackbone.Layers, TinyBackbone.Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate)
        {
            Prompt = () => [.. trained["prompt"].Chunk(TinyBackbone.Hidden)],
            Head = (encoder, state) => encoder.Linear(state, "classifier", TinyBackbone.Labels),
        };
        var longer = Batch with { TokenLabels = [.. Batch.TokenLabels!.Select(row => (int[])[.. Enumerable.Repeat(-100, Length), .. row])] };
        var (shape, values) = TensorComparison.Read(folder["outputs"])["logits"];
        Assert.Equal([2, Length + 4, TinyBackbone.Labels], shape);
        // The last token of the second row is padding.
        var expected = Enumerable.Range(0, 2).SelectMany(row => formula.Answers(longer, row)).SelectMany(answer => answer).ToArray()[..^TinyBackbone.Labels];
        foreach (var (value, found) in expected.Zip(values)) Assert.Equal(value, found, 1e-4);
        Assert.Equal(formula.Loss(longer), TensorComparison.Read(folder["outputs"])["loss"].Values[0], 1e-4);
    }
}
