using PastaGen.EndToEnd.Tests.Reference;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>The formula of vectors: <c>l' * (W (l * x) + b)</c>.</summary>
internal static class ElementScales
{
    public static PlainEncoder Encoder(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        new(plain.Values, TinyBackbone.Layers, TinyBackbone.Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate) { Update = Around(plain, trained, (_, _, output) => output) };

    /// <summary>The formula around another update of the same linear.</summary>
    /// <param name="plain">The base.</param>
    /// <param name="trained">What the delta holds.</param>
    /// <param name="inner">The other one: from the linear's name, what enters it and what it gives, what takes the place of that.</param>
    public static Func<string, double[], double[], double[]> Around(
        PlainWeights plain, IReadOnlyDictionary<string, double[]> trained, Func<string, double[], double[], double[]> inner) => (name, input, output) =>
    {
        if (trained.TryGetValue(name + ".input.ia3_l", out var entering))
        {
            input = Product(entering, input);
            output = PlainEncoder.Add(PlainMatrix.Times(plain.Values[name + ".weight"], input), plain.Values[name + ".bias"]);
        }
        output = inner(name, input, output);
        return trained.TryGetValue(name + ".ia3_l", out var leaving) ? Product(leaving, output) : output;
    };

    private static double[] Product(double[] one, double[] other) => [.. one.Zip(other, (x, y) => x * y)];
}
