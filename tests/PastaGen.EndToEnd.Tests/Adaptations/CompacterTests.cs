using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Testing;
using PastaGen.Text;
using PastaGen.Training;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Adapters of Kronecker products behind both blocks.</summary>
public class CompacterTests() : AdaptationTests(nameof(BertCompacter))
{
    private const int Hidden = TinyBackbone.Hidden, Reduction = 2, Terms = 3, Rank = 2, Narrow = Hidden / Reduction;

    protected override Dictionary<string, double> Settings => new() { ["compacter.reduction"] = Reduction, ["compacter.terms"] = Terms, ["compacter.rank"] = Rank };

    protected override bool StartsAtBase => false;

    // n^3 + 2 L (2 r (H + m) + m + H).
    protected override long Count => (Terms * Terms * Terms) + (2 * TinyBackbone.Layers * ((2 * Rank * (Hidden + Narrow)) + Narrow + Hidden));

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        new(plain.Values, TinyBackbone.Layers, Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate)
        {
            BlockAnswers = (_, name, outputs, _, _) => [.. outputs.Select(output =>
            {
                var place = (2 * int.Parse(name.Split('.')[2], System.Globalization.CultureInfo.InvariantCulture)) + (name.Contains("attention", StringComparison.Ordinal) ? 0 : 1);
                var narrow = Product(trained, "adapter_down", output, place, Narrow).Select(PlainEncoder.Gelu).ToArray();
                return PlainEncoder.Add(output, Product(trained, "adapter_up", narrow, place, Hidden));
            })],
        };

    [Fact]
    public void Terms_that_do_not_divide_the_widths_are_refused_in_one_sentence()
    {
        using var folder = new TemporaryFolder();
        using var opened = BackboneFolder.Open(new TinyBackbone(folder["backbone"], seed: 23).Folder);
        var error = Assert.Throws<BadInputException>(() => BackboneLoader.Load(
            BertCompacter.Definition, opened, new LoadOptions { LabelCount = TinyBackbone.Labels, HeadFromFile = false, Settings = new Dictionary<string, double>(Settings) { ["compacter.terms"] = 4 } }));
        Assert.Contains("4 terms do not divide both widths, 6 and 3: choose another number of terms or another reduction.", error.Message, StringComparison.Ordinal);
    }

    private static double[] Product(IReadOnlyDictionary<string, double[]> trained, string name, double[] input, int place, int outputs)
    {
        var (rule, bias) = (trained["phm_rule"], trained[name + ".b"]);
        var (rows, columns) = (input.Length / Terms, outputs / Terms);
        var left = Place(trained[name + ".W_left"], place);
        var right = Place(trained[name + ".W_right"], place);
        var output = bias[(place * outputs)..((place + 1) * outputs)];
        for (var n = 0; n < Terms; n++)
            for (var i = 0; i < input.Length; i++)
                for (var o = 0; o < outputs; o++)
                    for (var r = 0; r < Rank; r++)
                        output[o] += input[i] * rule[(((n * Terms) + (i / rows)) * Terms) + (o / columns)]
                            * left[(((n * rows) + (i % rows)) * Rank) + r] * right[(((n * Rank) + r) * columns) + (o % columns)];
        return output;
    }

    private static double[] Place(double[] all, int place)
    {
        var size = all.Length / (2 * TinyBackbone.Layers);
        return all[(place * size)..((place + 1) * size)];
    }
}

/// <summary>The same as the Python library computed them.</summary>
public class GoldenCompacterTests
{
    private const int Layers = 3;

    [SharedDataTheory]
    [InlineData("bert", nameof(BertCompacter))]
    [InlineData("roberta", nameof(RobertaCompacter))]
    public void Recorded_tensors_give_the_recorded_answers_and_gradients(string family, string model) =>
        new RecordedAdaptation(SharedData.Path("goldens", "adapters", $"{family}-seq-compacter"), name => Named(family, name))
            .Holds(model, SharedData.Path("goldens", "adapters", $"base-{family}-seq"), new() { ["compacter.reduction"] = 4 });

    private static string[] Named(string family, string deltaName) => deltaName == "phm_rule"
        ? [$"{family}.shared_parameters.a.phm_rule"]
        : [.. Enumerable.Range(0, Layers).SelectMany(layer => new[] { "attention.output", "output" }
            .Select(block => $"{family}.encoder.layer.{layer}.{block}.adapters.a.{deltaName.Replace("adapter_down.", "adapter_down.0.", StringComparison.Ordinal)}"))];
}
