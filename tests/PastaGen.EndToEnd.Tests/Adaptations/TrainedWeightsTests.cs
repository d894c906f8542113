using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Biases are trained, those of norms and of the pooler that the head reads too.</summary>
public class BitFitTests() : AdaptationTests(nameof(BertBitFit))
{
    // L (7 H + F) in the layers, H in the embeddings' norm, H in the pooler; a layer has two norms' biases, four of H and one of F beside that.
    protected override long Count =>
        (TinyBackbone.Layers * ((7 * TinyBackbone.Hidden) + TinyBackbone.Intermediate)) + (2 * TinyBackbone.Hidden);

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        new(plain.Values, TinyBackbone.Layers, TinyBackbone.Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate);
}

/// <summary>Gains and biases of norms are trained.</summary>
public class LayerNormTuningTests() : AdaptationTests(nameof(BertLayerNorm))
{
    // 4 L H in the layers and 2 H in the embeddings.
    protected override long Count => (4 * TinyBackbone.Layers * TinyBackbone.Hidden) + (2 * TinyBackbone.Hidden);

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        new(plain.Values, TinyBackbone.Layers, TinyBackbone.Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate);
}
