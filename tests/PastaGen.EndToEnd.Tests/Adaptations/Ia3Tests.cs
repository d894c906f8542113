using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Vectors at their usual sites: keys, values, and what enters the feed-forward block's last linear.</summary>
public class Ia3Tests() : AdaptationTests(nameof(BertIa3))
{
    protected override bool Merges => true;

    // L (2 H + F).
    protected override long Count => TinyBackbone.Layers * ((2 * TinyBackbone.Hidden) + TinyBackbone.Intermediate);

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) => ElementScales.Encoder(plain, trained);
}

/// <summary>Vectors wherever they can be: on what enters a linear and on what it gives.</summary>
public class Ia3EverywhereTests() : AdaptationTests(nameof(BertIa3))
{
    protected override Dictionary<string, double> Settings => new()
    {
        ["ia3.sites"] = (double)(Site.Linears | Site.AttentionContext | Site.FeedForwardHidden),
    };

    protected override bool Merges => true;

    // Six of H and two of F.
    protected override long Count => TinyBackbone.Layers * ((6 * TinyBackbone.Hidden) + (2 * TinyBackbone.Intermediate));

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) => ElementScales.Encoder(plain, trained);
}
