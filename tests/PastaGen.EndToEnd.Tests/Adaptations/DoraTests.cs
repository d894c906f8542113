using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Low-rank updates under trained lengths, at their usual sites.</summary>
public class DoraTests() : AdaptationTests(nameof(BertDora))
{
    private const int Rank = 2;
    private const double Alpha = 3;

    protected override Dictionary<string, double> Settings => new() { ["dora.rank"] = Rank, ["dora.alpha"] = Alpha };

    protected override bool Merges => true;

    // 4 r H L + 2 H L.
    protected override long Count => TinyBackbone.Layers * ((4 * Rank * TinyBackbone.Hidden) + (2 * TinyBackbone.Hidden));

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) => Decomposed.Encoder(plain, trained, Alpha / Rank, Rank);
}

/// <summary>Low-rank updates under trained lengths at every linear of the layers.</summary>
public class DoraAtEveryLinearTests() : AdaptationTests(nameof(BertDora))
{
    private const int Rank = 2, Hidden = TinyBackbone.Hidden, Intermediate = TinyBackbone.Intermediate;

    protected override Dictionary<string, double> Settings => new()
    {
        ["dora.rank"] = Rank,
        ["dora.sites"] = (double)Site.Linears,
        ["dora.scaling"] = (double)LoraScaling.RootOfRank,
    };

    protected override bool Merges => true;

    protected override long Count =>
        TinyBackbone.Layers * ((Rank * ((4 * (Hidden + Hidden)) + (2 * (Hidden + Intermediate)))) + (5 * Hidden) + Intermediate);

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) => Decomposed.Encoder(plain, trained, 16 / Math.Sqrt(Rank), Rank);
}

/// <summary>The formula of low-rank updates under trained lengths: <c>m / |W + s B A| * (W x + s B A x) + b</c>, row by row.</summary>
file static class Decomposed
{
    public static PlainEncoder Encoder(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained, double scale, int rank)
    {
        const string magnitude = ".lora_magnitude_vector";

        // Taken once: the method's gradients know no change of the lengths that it divides by.
        var lengths = trained.Keys.Where(name => name.EndsWith(magnitude, StringComparison.Ordinal)).Select(name => name[..^magnitude.Length])
            .ToDictionary(name => name, name => Lengths(plain.Values[name + ".weight"], trained[name + ".lora_A"], trained[name + ".lora_B"]));
        return new(plain.Values, TinyBackbone.Layers, TinyBackbone.Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate)
        {
            Update = (name, input, output) =>
            {
                if (!lengths.TryGetValue(name, out var divisors)) return output;
                var own = PlainMatrix.Times(plain.Values[name + ".weight"], input);
                var added = PlainMatrix.Times(trained[name + ".lora_B"], PlainMatrix.Times(trained[name + ".lora_A"], input));
                return [.. own.Select((y, row) =>
                    (trained[name + magnitude][row] / divisors[row] * (y + (scale * added[row]))) + plain.Values[name + ".bias"][row])];
            },
        };

        double[] Lengths(double[] weight, double[] a, double[] b)
        {
            var width = a.Length / rank;
            return [.. Enumerable.Range(0, weight.Length / width).Select(row => Math.Sqrt(Enumerable.Range(0, width)
                .Select(column => weight[(row * width) + column] + (scale * Enumerable.Range(0, rank).Sum(k => b[(row * rank) + k] * a[(k * width) + column])))
                .Sum(value => value * value)))];
        }
    }
}
