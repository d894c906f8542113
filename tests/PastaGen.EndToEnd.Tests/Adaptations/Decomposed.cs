using PastaGen.EndToEnd.Tests.Reference;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>The formula of low-rank updates under trained lengths: <c>m / |W + s B A| * (W x + s B A x) + b</c>, row by row.</summary>
internal static class Decomposed
{
    public static PlainEncoder Encoder(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained, double scale, int rank) =>
        new(plain.Values, TinyBackbone.Layers, TinyBackbone.Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate) { Update = Update(plain, trained, scale, rank) };

    public static Func<string, double[], double[], double[]> Update(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained, double scale, int rank)
    {
        const string magnitude = ".lora_magnitude_vector";

        // Taken once: the method's gradients know no change of the lengths that it divides by.
        var lengths = trained.Keys.Where(name => name.EndsWith(magnitude, StringComparison.Ordinal)).Select(name => name[..^magnitude.Length])
            .ToDictionary(name => name, name => Lengths(plain.Values[name + ".weight"], trained[name + ".lora_A"], trained[name + ".lora_B"]));
        return (name, input, output) =>
        {
            if (!lengths.TryGetValue(name, out var divisors)) return output;
            var own = PlainMatrix.Times(plain.Values[name + ".weight"], input);
            var added = PlainMatrix.Times(trained[name + ".lora_B"], PlainMatrix.Times(trained[name + ".lora_A"], input));
            return [.. own.Select((y, row) => (trained[name + magnitude][row] / divisors[row] * (y + (scale * added[row]))) + plain.Values[name + ".bias"][row])];
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
