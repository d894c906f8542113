using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Trained keys and values before those of each row, in every layer.</summary>
public class PrefixTests() : AdaptationTests(nameof(BertPrefix))
{
    private const int Length = 3;

    protected override Dictionary<string, double> Settings => new() { ["prefix.length"] = Length };

    protected override bool StartsAtBase => false;

    // 2 L P H.
    protected override long Count => 2 * TinyBackbone.Layers * Length * TinyBackbone.Hidden;

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        new(plain.Values, TinyBackbone.Layers, TinyBackbone.Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate)
        {
            Position = (_, column) => column + Length,
            Prefix = (layer, _, _) => LayerPrefixes.Of(trained["prefixes"], layer),
        };
}

/// <summary>Keys and values that a network gives: <c>W_2 tanh(W_1 E + b_1) + b_2</c>.</summary>
public class PrefixNetworkTests() : AdaptationTests(nameof(BertPrefixNetwork))
{
    private const int Length = 2, Middle = 3, Hidden = TinyBackbone.Hidden, All = 2 * TinyBackbone.Layers * Hidden;

    protected override Dictionary<string, double> Settings => new() { ["prefix-network.length"] = Length, ["prefix-network.middleSize"] = Middle };

    protected override bool StartsAtBase => false;

    // What enters, and two linears.
    protected override long Count => (Length * Hidden) + (Middle * (Hidden + 1)) + (All * (Middle + 1));

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained)
    {
        double[] Prefix(int row)
        {
            double[] middle = [.. PlainMatrix.Times(trained["middle.weight"], trained["embedding"][(row * Hidden)..((row + 1) * Hidden)]).Zip(trained["middle.bias"], (x, bias) => Math.Tanh(x + bias))];
            return [.. PlainMatrix.Times(trained["output.weight"], middle).Zip(trained["output.bias"], (x, bias) => x + bias)];
        }

        double[][] Vectors(int part) => [.. Enumerable.Range(0, Length).Select(row => Prefix(row)[(part * Hidden)..((part + 1) * Hidden)])];
        return new(plain.Values, TinyBackbone.Layers, Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate)
        {
            Position = (_, column) => column + Length,
            Prefix = (layer, _, _) => (Vectors(2 * layer), Vectors((2 * layer) + 1)),
        };
    }
}
