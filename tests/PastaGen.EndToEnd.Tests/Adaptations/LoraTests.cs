using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Low-rank updates at their usual sites: <c>y + alpha / rank * B A x</c>.</summary>
public class LoraTests() : AdaptationTests(nameof(BertLora))
{
    private const int Rank = 2;
    private const double Alpha = 3;

    protected override Dictionary<string, double> Settings => new() { ["lora.rank"] = Rank, ["lora.alpha"] = Alpha };

    protected override bool Merges => true;

    // 4 r H L (query and value, two matrices each).
    protected override long Count => 4 * Rank * TinyBackbone.Hidden * TinyBackbone.Layers;

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) => LowRank.Encoder(plain, trained, Alpha / Rank);
}

/// <summary>Low-rank updates at every linear of the layers, over the root of the rank.</summary>
public class LoraAtEveryLinearTests() : AdaptationTests(nameof(BertLora))
{
    private const int Rank = 2, Hidden = TinyBackbone.Hidden, Intermediate = TinyBackbone.Intermediate;

    protected override Dictionary<string, double> Settings => new()
    {
        ["lora.rank"] = Rank,
        ["lora.sites"] = (double)Site.Linears,
        ["lora.scaling"] = (double)LoraScaling.RootOfRank,
    };

    protected override bool Merges => true;

    protected override long Count => TinyBackbone.Layers * Rank * ((4 * (Hidden + Hidden)) + (2 * (Hidden + Intermediate)));

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) => LowRank.Encoder(plain, trained, 16 / Math.Sqrt(Rank));
}

/// <summary>Low-rank updates at every linear of the layers, with the biases of those linears.</summary>
public class LoraWithBiasesTests() : AdaptationTests(nameof(BertLoraBiases))
{
    private const int Rank = 2, Hidden = TinyBackbone.Hidden, Intermediate = TinyBackbone.Intermediate;

    protected override Dictionary<string, double> Settings => new() { ["lora.rank"] = Rank };

    protected override bool Merges => true;

    // The matrices, and five biases of H and one of F.
    protected override long Count =>
        TinyBackbone.Layers * ((Rank * ((4 * (Hidden + Hidden)) + (2 * (Hidden + Intermediate)))) + (5 * Hidden) + Intermediate);

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) => LowRank.Encoder(plain, trained, 16.0 / Rank);
}
