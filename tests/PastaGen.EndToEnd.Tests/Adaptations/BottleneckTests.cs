using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>A bottleneck behind the feed-forward block that reads what would leave the block: <c>y + U relu(D Norm(y + r) + d) + u</c>.</summary>
public class PfeifferTests() : AdaptationTests(nameof(BertPfeiffer))
{
    protected override Dictionary<string, double> Settings => new() { ["pfeiffer.reduction"] = Bottlenecks.Reduction };

    protected override bool StartsAtBase => false;

    // L (2 H m + m + H).
    protected override long Count => TinyBackbone.Layers * Bottlenecks.Count;

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) => Bottlenecks.Encoder(
        plain, trained, x => Math.Max(x, 0), (encoder, name, output, residual) => encoder.Norm(PlainEncoder.Add(output, residual), name.Replace("dense", "LayerNorm", StringComparison.Ordinal)));
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

/// <summary>A bottleneck beside the feed-forward block: <c>y + 4 (U relu(D r + d) + u)</c>.</summary>
public class ParallelAdapterTests() : AdaptationTests(nameof(BertParallelAdapter))
{
    protected override Dictionary<string, double> Settings => new() { ["parallel-adapter.reduction"] = Bottlenecks.Reduction };

    protected override long Count => TinyBackbone.Layers * Bottlenecks.Count;

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        Bottlenecks.Encoder(plain, trained, x => Math.Max(x, 0), (_, _, _, residual) => residual, _ => 4);
}

/// <summary>The same with a trained scale in each layer.</summary>
public class ScaledParallelAdapterTests() : AdaptationTests(nameof(BertParallelAdapter))
{
    protected override Dictionary<string, double> Settings => new() { ["parallel-adapter.reduction"] = Bottlenecks.Reduction, ["parallel-adapter.learnsScale"] = 1 };

    protected override long Count => TinyBackbone.Layers * (Bottlenecks.Count + 1);

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        Bottlenecks.Encoder(plain, trained, x => Math.Max(x, 0), (_, _, _, residual) => residual, name => trained[name + ".scaling"][0]);
}

/// <summary>The formula of bottlenecks.</summary>
file static class Bottlenecks
{
    public const int Reduction = 2;

    private const int Hidden = TinyBackbone.Hidden, Width = Hidden / Reduction;

    public const int Count = (2 * Hidden * Width) + Width + Hidden;

    public static PlainEncoder Encoder(
        PlainWeights plain, IReadOnlyDictionary<string, double[]> trained, Func<double, double> activation, Func<PlainEncoder, string, double[], double[], double[]> read,
        Func<string, double>? scale = null) =>
        new(plain.Values, TinyBackbone.Layers, Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate)
        {
            BlockAnswers = (encoder, name, outputs, residuals, _) => !trained.TryGetValue(name + ".adapter_down.weight", out var down) ? outputs : [.. outputs.Zip(residuals, (output, residual) =>
            {
                var narrow = PlainEncoder.Add(PlainMatrix.Times(down, read(encoder, name, output, residual)), trained[name + ".adapter_down.bias"]).Select(activation).ToArray();
                var wide = PlainEncoder.Add(PlainMatrix.Times(trained[name + ".adapter_up.weight"], narrow), trained[name + ".adapter_up.bias"]);
                return output.Zip(wide, (y, added) => y + ((scale?.Invoke(name) ?? 1) * added)).ToArray();
            })],
        };
}
