using PastaGen.EndToEnd.Tests.Reference;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>The formula of low-rank updates.</summary>
internal static class LowRank
{
    public static PlainEncoder Encoder(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained, double scale) =>
        new(plain.Values, TinyBackbone.Layers, TinyBackbone.Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate)
        {
            Update = Update(trained, scale),
        };

    public static Func<string, double[], double[], double[]> Update(IReadOnlyDictionary<string, double[]> trained, double scale) =>
        (name, input, output) => trained.TryGetValue(name + ".lora_A", out var a)
            ? [.. output.Zip(PlainMatrix.Times(trained[name + ".lora_B"], PlainMatrix.Times(a, input)), (y, update) => y + (scale * update))]
            : output;
}
