using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.UserAdaptation;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>A user's own method: <c>w * y + b</c> on what attention's last linear gives.</summary>
public class HadamardTests() : AdaptationTests(BertHadamard.Definition)
{
    protected override bool Merges => true;

    // 2 L H.
    protected override long Count => 2 * TinyBackbone.Layers * TinyBackbone.Hidden;

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        new(plain.Values, TinyBackbone.Layers, TinyBackbone.Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate)
        {
            Update = (name, _, output) => trained.TryGetValue(name + ".hadamard.weight", out var weight)
                ? [.. output.Select((value, i) => (weight[i] * value) + trained[name + ".hadamard.bias"][i])]
                : output,
        };
}
