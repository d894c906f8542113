using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.UserAdaptation;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Another method of a user's own, with settings: <c>y + sigmoid(g x + c) alpha / rank B A x</c>.</summary>
public class GatedLoraTests() : AdaptationTests(BertGatedLora.Definition)
{
    private const int Rank = 2;
    private const double Alpha = 3;

    protected override Dictionary<string, double> Settings => new() { ["gated_lora.rank"] = Rank, ["gated_lora.alpha"] = Alpha };

    // 2 L (2 r H + H + 1).
    protected override long Count => 2 * TinyBackbone.Layers * ((2 * Rank * TinyBackbone.Hidden) + TinyBackbone.Hidden + 1);

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        new(plain.Values, TinyBackbone.Layers, TinyBackbone.Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate)
        {
            Update = (name, input, output) =>
            {
                if (!trained.TryGetValue(name + ".gate.weight", out var weight)) return output;
                var gate = 1 / (1 + Math.Exp(-PlainMatrix.Times(weight, input)[0] - trained[name + ".gate.bias"][0]));
                return LowRank.Update(trained, gate * Alpha / Rank)(name, input, output);
            },
        };
}
