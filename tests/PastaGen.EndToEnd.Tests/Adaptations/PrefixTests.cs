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
            Prefix = layer => (Vectors(trained["prefixes"], 2 * layer), Vectors(trained["prefixes"], (2 * layer) + 1)),
        };

    // Each of the length rows holds key and value of each layer behind one another.
    private static double[][] Vectors(double[] prefixes, int part) => [.. Enumerable.Range(0, Length).Select(row =>
        prefixes.AsSpan(((row * 2 * TinyBackbone.Layers) + part) * TinyBackbone.Hidden, TinyBackbone.Hidden).ToArray())];
}
