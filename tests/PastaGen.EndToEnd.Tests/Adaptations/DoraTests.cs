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
