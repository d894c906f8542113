using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Training;
using PastaGen.UserAdaptation;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>A prefix, low-rank updates and an adapter, each behind a gate for each row.</summary>
/// <param name="model">The model.</param>
public abstract class UniPeltFormTests(ModelDefinition model) : AdaptationTests(model)
{
    private const int Hidden = TinyBackbone.Hidden, Layers = TinyBackbone.Layers, Length = 2, Rank = 2, Reduction = 2, Narrow = Hidden / Reduction;

    protected override Dictionary<string, double> Settings => new() { ["unipelt.length"] = Length, ["unipelt.rank"] = Rank, ["unipelt.reduction"] = Reduction };

    protected override bool StartsAtBase => false;

    // 2 L P H, 4 r H L, L (2 H m + m + H), and four gates of H + 1 in each layer.
    protected override long Count =>
        (2 * Layers * Length * Hidden) + (4 * Rank * Hidden * Layers) + (Layers * ((2 * Hidden * Narrow) + Narrow + Hidden)) + (4 * Layers * (Hidden + 1));

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        new(plain.Values, Layers, Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate)
        {
            Projections = (name, entering, outputs, mask) =>
            {
                var parts = name.Split('.');
                if (parts[^1] is not ("query" or "value")) return outputs;
                var place = (2 * Number(parts[2])) + (parts[^1] == "value" ? 1 : 0);
                var gate = Gate(trained, "lora_gate", entering, mask, place);
                return [.. outputs.Zip(entering, (y, x) => Sum(y, PlainMatrix.Times(Part(trained["lora_B"], place, 2 * Layers), PlainMatrix.Times(Part(trained["lora_A"], place, 2 * Layers), x)), gate))];
            },
            Prefix = (layer, entering, mask) =>
            {
                var gate = Gate(trained, "prefix_gate", entering, mask, layer);
                var (keys, values) = LayerPrefixes.Of(trained["prefixes"], layer);
                return (Scaled(keys, gate), Scaled(values, gate));
            },
            BlockAnswers = (encoder, name, outputs, residuals, mask) =>
            {
                if (name.Contains("attention", StringComparison.Ordinal)) return outputs;
                var layer = Number(name.Split('.')[2]);
                var leaving = outputs.Zip(residuals, (y, r) => Bottlenecks.Leaving(encoder, name, y, r)).ToArray();
                var gate = Gate(trained, "adapter_gate", leaving, mask, layer);
                return [.. outputs.Zip(leaving, (y, x) =>
                {
                    var narrow = PlainEncoder.Add(PlainMatrix.Times(Part(trained["adapter_down.weight"], layer), x), Part(trained["adapter_down.bias"], layer)).Select(Bottlenecks.Relu).ToArray();
                    return Sum(y, PlainEncoder.Add(PlainMatrix.Times(Part(trained["adapter_up.weight"], layer), narrow), Part(trained["adapter_up.bias"], layer)), gate);
                })];
            },
        };

    private static double Gate(IReadOnlyDictionary<string, double[]> trained, string name, double[][] states, int[] mask, int place)
    {
        var (weight, bias) = (trained[name + ".weight"][(place * Hidden)..((place + 1) * Hidden)], trained[name + ".bias"][place]);
        return states.Where((_, position) => mask[position] == 1).Average(state => 1 / (1 + Math.Exp(-(bias + state.Zip(weight, (x, w) => x * w).Sum()))));
    }

    private static double[][] Scaled(double[][] vectors, double scale) => [.. vectors.Select(vector => vector.Select(x => scale * x).ToArray())];

    private static double[] Part(double[] all, int place, int places = Layers) => all[(place * (all.Length / places))..((place + 1) * (all.Length / places))];

    private static double[] Sum(double[] one, double[] other, double scale) => [.. one.Zip(other, (x, y) => x + (scale * y))];

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Nothing beside them.</summary>
public class UniPeltTests() : UniPeltFormTests(BertUniPelt.Definition);

/// <summary>Trained biases beside them, so that products are bf16 where the precision is.</summary>
public class BitFitAndUniPeltTests() : UniPeltFormTests(BertBitFitAndUniPelt.Definition)
{
    protected override long Count => base.Count + CompositionTests.BiasCount;
}
