using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.UserAdaptation;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>A bottleneck behind the feed-forward block that reads what would leave the block: <c>y + U relu(D Norm(y + r) + d) + u</c>.</summary>
public class PfeifferTests() : AdaptationTests(nameof(BertPfeiffer))
{
    protected override Dictionary<string, double> Settings => new() { ["pfeiffer.reduction"] = Bottlenecks.Reduction };

    protected override bool StartsAtBase => false;

    // L (2 H m + m + H).
    protected override long Count => TinyBackbone.Layers * Bottlenecks.Count;

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) => Bottlenecks.Encoder(
        plain, trained, Bottlenecks.Relu, Bottlenecks.Leaving);
}

/// <summary>The same where it reads the block's own answer, behind both blocks.</summary>
public class PfeifferOfAnswersTests() : AdaptationTests(nameof(BertPfeiffer))
{
    protected override Dictionary<string, double> Settings => new()
    {
        ["pfeiffer.reduction"] = Bottlenecks.Reduction,
        ["pfeiffer.readsNormed"] = 0,
        ["pfeiffer.activation"] = (double)Activation.Tanh,
        ["pfeiffer.sites"] = (double)(Site.AttentionOutput | Site.FeedForwardOutput),
    };

    protected override bool StartsAtBase => false;

    protected override long Count => 2 * TinyBackbone.Layers * Bottlenecks.Count;

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        Bottlenecks.Encoder(plain, trained, Math.Tanh, (_, _, output, _) => output);
}

/// <summary>Bottlenecks behind both blocks: <c>y + U gelu(D y + d) + u</c>.</summary>
public class HoulsbyTests() : AdaptationTests(nameof(BertHoulsby))
{
    protected override Dictionary<string, double> Settings => new() { ["houlsby.reduction"] = Bottlenecks.Reduction };

    protected override bool StartsAtBase => false;

    // 2 L (2 H m + m + H).
    protected override long Count => 2 * TinyBackbone.Layers * Bottlenecks.Count;

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        Bottlenecks.Encoder(plain, trained, PlainEncoder.Gelu, (_, _, output, _) => output);
}

/// <summary>The same with all norms of the encoder.</summary>
public class HoulsbyWithNormsTests() : AdaptationTests(BertHoulsbyNorms.Definition)
{
    protected override Dictionary<string, double> Settings => new() { ["houlsby.reduction"] = Bottlenecks.Reduction };

    protected override bool StartsAtBase => false;

    // 2 L (2 H m + m + H) + 4 L H + 2 H.
    protected override long Count => (2 * TinyBackbone.Layers * Bottlenecks.Count) + (4 * TinyBackbone.Layers * TinyBackbone.Hidden) + (2 * TinyBackbone.Hidden);

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        Bottlenecks.Encoder(plain, trained, PlainEncoder.Gelu, (_, _, output, _) => output);
}

/// <summary>A bottleneck beside the feed-forward block: <c>y + 4 (U relu(D r + d) + u)</c>.</summary>
public class ParallelAdapterTests() : AdaptationTests(nameof(BertParallelAdapter))
{
    protected override Dictionary<string, double> Settings => new() { ["parallel-adapter.reduction"] = Bottlenecks.Reduction };

    protected override long Count => TinyBackbone.Layers * Bottlenecks.Count;

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        Bottlenecks.Encoder(plain, trained, Bottlenecks.Relu, (_, _, _, residual) => residual, _ => 4);
}

/// <summary>The same with a trained scale in each layer.</summary>
public class ScaledParallelAdapterTests() : AdaptationTests(nameof(BertParallelAdapter))
{
    protected override Dictionary<string, double> Settings => new() { ["parallel-adapter.reduction"] = Bottlenecks.Reduction, ["parallel-adapter.learnsScale"] = 1 };

    protected override long Count => TinyBackbone.Layers * (Bottlenecks.Count + 1);

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        Bottlenecks.Encoder(plain, trained, Bottlenecks.Relu, (_, _, _, residual) => residual, name => trained[name + ".scaling"][0]);
}
