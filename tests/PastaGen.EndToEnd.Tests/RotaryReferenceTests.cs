using System.Text.RegularExpressions;
using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Training;

namespace PastaGen.EndToEnd.Tests;

/// <summary>ModernBERT's blocks against an encoder written as plain loops: windows, angles, gates, and a first layer without a norm.</summary>
public partial class RotaryReferenceTests
{
    // Rows of unlike length, holes wider than the window, a pair among singles.
    private static readonly PlainBatch Mixed = new(
        Ids: [[1, 5, 6, 2, 7, 8, 2], [1, 9, 4, 10, 2, 0, 0], [1, 3, 0, 0, 5, 2, 0], [1, 7, 2, 0, 0, 0, 0]],
        Mask: [[1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 0, 0], [1, 1, 0, 0, 1, 1, 0], [1, 1, 1, 0, 0, 0, 0]],
        Types: [[0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0]],
        Ordinals: [[1, 0, 0, 2, 0, 0, 3], [1, 0, 0, 0, 2, 0, 0], [1, 0, 0, 0, 0, 2, 0], [1, 0, 2, 0, 0, 0, 0]],
        Labels: [2, 0, 1, 0]);

    // Padding on the left, wider than the window, and in the middle: a head for texts reads the padding in the first column.
    private static readonly PlainBatch OnTheLeft = new(
        Ids: [[0, 0, 1, 4, 6, 9, 2], [0, 0, 0, 0, 1, 0, 2]], Mask: [[0, 0, 1, 1, 1, 1, 1], [0, 0, 0, 0, 1, 0, 1]],
        Types: [[0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0]], Ordinals: [[0, 0, 1, 0, 0, 0, 2], [0, 0, 0, 0, 1, 0, 2]], Labels: [1, 2]);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Every_output_and_every_gradient_of_full_fine_tuning_is_the_references(int seed, bool logitsOnly)
    {
        using var folder = new TemporaryFolder();
        var weights = PlainRotaryEncoder.Write(folder["backbone"], seed);
        ForwardRun.Execute(Request(ModernbertFull.Definition, folder, Mixed) with { LogitsOnly = logitsOnly });

        TensorComparison.Holds(folder["outputs"], new PlainRotaryEncoder(weights).Outputs(Mixed, logitsOnly), Tolerances.Outputs, Mixed);
        var expected = PlainRotaryEncoder.Shapes().ToDictionary(item => PlainRotaryEncoder.InFile(item.Name), item =>
            FiniteDifferences.Of(weights[item.Name], () => new PlainRotaryEncoder(weights).Loss(Mixed)));
        // The padding word's row has no gradient.
        Array.Clear(expected["model.embeddings.tok_embeddings.weight"], 0, TinyBackbone.Hidden);
        TensorComparison.Holds(folder["gradients"], expected, Tolerances.FiniteDifferences);
    }

    [Fact]
    public void Adapted_special_tokens_are_added_to_the_residual_stream()
    {
        using var folder = new TemporaryFolder();
        var weights = PlainRotaryEncoder.Write(folder["backbone"], seed: 3);
        var random = new Random(4);
        double[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (double)(float)(random.NextDouble() - 0.5))];
        var vectors = Values(PlainRotaryEncoder.LayerCount * TinyBackbone.Occurrences * TinyBackbone.Hidden);
        var (weight, bias) = (Values(TinyBackbone.Labels * TinyBackbone.Hidden), Values(TinyBackbone.Labels));
        TinyBackbone.Write(folder["delta"], [
            ("vectors", [PlainRotaryEncoder.LayerCount, TinyBackbone.Occurrences, TinyBackbone.Hidden], vectors),
            ("head.weight", [TinyBackbone.Labels, TinyBackbone.Hidden], weight), ("head.bias", [TinyBackbone.Labels], bias)]);
        ForwardRun.Execute(Request(ModernbertPasta.Definition, folder, Mixed) with { Delta = folder["delta"], Unbound = true });

        PlainRotaryEncoder Reference() => new(weights) { Vectors = vectors.Chunk(TinyBackbone.Hidden).Chunk(TinyBackbone.Occurrences).ToArray(), Linear = (weight, bias) };
        TensorComparison.Holds(folder["outputs"], Reference().Outputs(Mixed), Tolerances.Outputs, Mixed);
        TensorComparison.Holds(folder["gradients"], new()
        {
            ["vectors"] = FiniteDifferences.Of(vectors, () => Reference().Loss(Mixed)),
            ["head.weight"] = FiniteDifferences.Of(weight, () => Reference().Loss(Mixed)),
            ["head.bias"] = FiniteDifferences.Of(bias, () => Reference().Loss(Mixed)),
        }, Tolerances.FiniteDifferences);
    }

    [Fact]
    public void The_head_reads_the_mean_of_what_is_attended_to_where_the_config_says_so()
    {
        using var folder = new TemporaryFolder();
        var weights = PlainRotaryEncoder.Write(folder["backbone"], seed: 7);
        var config = Path.Combine(folder["backbone"], "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"classifier_pooling\":\"cls\"", "\"classifier_pooling\":\"mean\"", StringComparison.Ordinal));
        ForwardRun.Execute(Request(ModernbertFull.Definition, folder, Mixed));
        TensorComparison.Holds(folder["outputs"], new PlainRotaryEncoder(weights) { ReadsMean = true }.Outputs(Mixed), Tolerances.Outputs, Mixed);
    }

    // Of the gradients, those that meet no score which padding's own mask leaves nothing of: a gradient passes through it, a difference does not.
    [Fact]
    public void Padding_before_a_row_and_the_tokens_behind_it_have_the_references_states_logits_and_gradients()
    {
        using var folder = new TemporaryFolder();
        var weights = PlainRotaryEncoder.Write(folder["backbone"], seed: 5);
        ForwardRun.Execute(Request(ModernbertFull.Definition, folder, OnTheLeft));

        var everyPosition = OnTheLeft with { Mask = [.. OnTheLeft.Mask.Select(row => row.Select(_ => 1).ToArray())] };
        TensorComparison.Holds(folder["outputs"], new PlainRotaryEncoder(weights).Outputs(OnTheLeft), Tolerances.Outputs, everyPosition);
        var found = TensorComparison.Read(folder["gradients"]);
        foreach (var (name, _) in PlainRotaryEncoder.Shapes().Where(item => BehindTheLastWindow().IsMatch(item.Name)))
        {
            var expected = FiniteDifferences.Of(weights[name], () => new PlainRotaryEncoder(weights).Loss(OnTheLeft));
            var difference = Math.Sqrt(expected.Zip(found[PlainRotaryEncoder.InFile(name)].Values, (a, b) => (a - b) * (a - b)).Sum());
            Assert.True(difference <= Tolerances.FiniteDifferences * (1e-3 + Math.Sqrt(expected.Sum(value => value * value))), $"{name} off by {difference:e1}");
        }
    }

    [GeneratedRegex(@"^(layers\.2\.(attn\.Wo|mlp)|layers\.3\.|final_norm|head|classifier)")]
    private static partial Regex BehindTheLastWindow();

    [Theory]
    [InlineData("\"local_attention\":2", "\"local_attention\":1", "expected \"local_attention\" to be a whole number of at least 2, found 1")]
    [InlineData("\"global_attn_every_n_layers\":3", "\"global_attn_every_n_layers\":0", "expected \"global_attn_every_n_layers\" to be a whole number of at least 1, found 0")]
    [InlineData("\"global_rope_theta\":50", "\"global_rope_theta\":null", "the key \"global_rope_theta\" is missing")]
    [InlineData("\"num_attention_heads\":3", "\"num_attention_heads\":2", "expected \"num_attention_heads\" to be such that 6 elements are an even number for each head, found 2")]
    [InlineData("\"mlp_bias\":false", "\"mlp_bias\":true", "mlp_bias")]
    [InlineData("\"classifier_pooling\":\"cls\"", "\"classifier_pooling\":\"max\"", "classifier_pooling")]
    public void What_its_config_says_is_done_or_refused_by_name(string before, string after, string message)
    {
        using var folder = new TemporaryFolder();
        PlainRotaryEncoder.Write(folder["backbone"], seed: 6);
        var config = Path.Combine(folder["backbone"], "config.json");
        var text = File.ReadAllText(config);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(config, text.Replace(before, after, StringComparison.Ordinal));
        var error = Assert.Throws<Text.BadInputException>(() => ForwardRun.Execute(Request(ModernbertFull.Definition, folder, Mixed)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static ForwardRequest Request(ModelDefinition model, TemporaryFolder folder, PlainBatch batch) => new()
    {
        Model = model,
        Backbone = folder["backbone"],
        Input = PlainInputs.Write(folder["inputs"], batch),
        Output = folder["outputs"],
        Gradients = folder["gradients"],
    };
}
