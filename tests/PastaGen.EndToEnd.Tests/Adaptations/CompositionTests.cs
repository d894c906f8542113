using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Training;
using PastaGen.UserAdaptation;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Several adaptations on one model: the formulas of all of them, and the sum of their counts.</summary>
/// <param name="model">The model.</param>
public abstract class CompositionTests(ModelDefinition model) : AdaptationTests(model)
{
    protected const int Hidden = TinyBackbone.Hidden, Layers = TinyBackbone.Layers, Intermediate = TinyBackbone.Intermediate, Rank = 2, Length = 2;

    /// <summary>The elements of low-rank updates of queries and values.</summary>
    protected const int LowRankCount = 4 * Rank * Hidden * Layers;

    /// <summary>The elements of all biases: seven of H and one of F in each layer, one in the embeddings and one in the pooler.</summary>
    internal const int BiasCount = (Layers * ((7 * Hidden) + Intermediate)) + (2 * Hidden);

    /// <summary>A base without any.</summary>
    private protected static PlainEncoder Encoder(
        PlainWeights plain, Func<string, double[], double[], double[]>? update = null, double[]? vectors = null, double[]? prompt = null) =>
        new(plain.Values, Layers, Hidden, TinyBackbone.Heads, Intermediate)
        {
            Update = update,
            Vector = vectors is null ? null : (layer, ordinal) => ordinal == 0 ? null : vectors.Chunk(Hidden).ElementAt((layer * TinyBackbone.Occurrences) + ordinal - 1),
            Prompt = prompt is null ? null : () => [.. prompt.Chunk(Hidden)],
        };
}

/// <summary>Special token adaptation and low-rank updates.</summary>
public class PastaAndLoraTests() : CompositionTests(BertPastaAndLora.Definition)
{
    protected override Dictionary<string, double> Settings => new() { ["pasta.occurrences"] = TinyBackbone.Occurrences, ["lora.rank"] = Rank };

    protected override bool StartsAtBase => false;

    protected override long Count => (Layers * TinyBackbone.Occurrences * Hidden) + LowRankCount;

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        Encoder(plain, LowRank.Update(trained, 16.0 / Rank), vectors: trained["vectors"]);
}

/// <summary>A prefix, low-rank updates and adapters, none behind a gate.</summary>
public class PrefixAndLoraAndPfeifferTests() : CompositionTests(BertPrefixAndLoraAndPfeiffer.Definition)
{
    protected override Dictionary<string, double> Settings => new() { ["prefix.length"] = Length, ["lora.rank"] = Rank, ["pfeiffer.reduction"] = Bottlenecks.Reduction };

    protected override bool StartsAtBase => false;

    protected override long Count => (2 * Layers * Length * Hidden) + LowRankCount + (Layers * Bottlenecks.Count);

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        new(plain.Values, Layers, Hidden, TinyBackbone.Heads, Intermediate)
        {
            Position = (_, column) => column + Length,
            Prefix = (layer, _, _) => LayerPrefixes.Of(trained["prefixes"], layer),
            Update = LowRank.Update(trained, 16.0 / Rank),
            BlockAnswers = Bottlenecks.Answers(trained, Bottlenecks.Relu, Bottlenecks.Leaving),
        };
}

/// <summary>The mix-and-match adapter: a prefix that moves no positions, and adapters beside the feed-forward blocks.</summary>
public class MixAndMatchTests() : CompositionTests(BertMixAndMatch.Definition)
{
    protected override Dictionary<string, double> Settings => new() { ["prefix.length"] = Length, ["parallel-adapter.reduction"] = Bottlenecks.Reduction };

    protected override bool StartsAtBase => false;

    protected override long Count => (2 * Layers * Length * Hidden) + (Layers * Bottlenecks.Count);

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        new(plain.Values, Layers, Hidden, TinyBackbone.Heads, Intermediate)
        {
            Prefix = (layer, _, _) => LayerPrefixes.Of(trained["prefixes"], layer),
            BlockAnswers = Bottlenecks.Answers(trained, Bottlenecks.Relu, (_, _, _, residual) => residual, _ => 4),
        };
}

/// <summary>Low-rank updates of linears some of whose biases are trained, and all other biases.</summary>
public class BitFitAndLoraTests() : CompositionTests(BertBitFitAndLora.Definition)
{
    protected override Dictionary<string, double> Settings => new() { ["lora.rank"] = Rank };

    protected override bool Merges => true;

    protected override long Count => LowRankCount + BiasCount;

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) => Encoder(plain, LowRank.Update(trained, 16.0 / Rank));
}

/// <summary>Low-rank updates that train all biases themselves: the same formula and the same count.</summary>
public class LoraAndAllBiasesTests() : CompositionTests(BertLoraAndAllBiases.Definition)
{
    protected override Dictionary<string, double> Settings => new() { ["lora.rank"] = Rank };

    protected override bool Merges => true;

    protected override long Count => LowRankCount + BiasCount;

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) => Encoder(plain, LowRank.Update(trained, 16.0 / Rank));
}

/// <summary>Low-rank updates of linears, and around them vectors: <c>l' * (W (l * x) + b + s B A (l * x))</c>.</summary>
public class LoraAndIa3Tests() : CompositionTests(BertLoraAndIa3.Definition)
{
    protected override Dictionary<string, double> Settings => new() { ["lora.rank"] = Rank };

    protected override bool Merges => true;

    protected override long Count => Layers * ((Rank * ((2 * Hidden) + Hidden + Intermediate)) + Hidden + Intermediate);

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        Encoder(plain, ElementScales.Around(plain, trained, LowRank.Update(trained, 16.0 / Rank)));
}

/// <summary>Trained lengths of a weight's rows, and behind them vectors, which scale the bias too.</summary>
public class DoraAndIa3Tests() : CompositionTests(BertDoraAndIa3.Definition)
{
    protected override Dictionary<string, double> Settings => new() { ["dora.rank"] = Rank };

    protected override bool Merges => true;

    protected override long Count => Layers * ((2 * Rank * Hidden) + Hidden + (2 * Hidden));

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        Encoder(plain, ElementScales.Around(plain, trained, Decomposed.Update(plain, trained, 16.0 / Rank, Rank)));
}

/// <summary>Vectors in the place of words, behind which special tokens keep theirs.</summary>
public class PromptAndPastaTests() : CompositionTests(BertPromptAndPasta.Definition)
{
    protected override Dictionary<string, double> Settings => new() { ["prompt.length"] = Length, ["pasta.occurrences"] = TinyBackbone.Occurrences };

    protected override bool StartsAtBase => false;

    protected override int VirtualTokens => Length;

    protected override long Count => (Length * Hidden) + (Layers * TinyBackbone.Occurrences * Hidden);

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        Encoder(plain, vectors: trained["vectors"], prompt: trained["prompt"]);
}

/// <summary>Vectors in the place of words, which are numbered behind a prefix as the words are.</summary>
/// <param name="model">The model.</param>
public abstract class PromptAndPrefixTests(ModelDefinition model) : CompositionTests(model)
{
    // As many positions as the tiny backbone has beside a row of four.
    private const int Keys = TinyBackbone.Positions - 4 - Length;

    protected override Dictionary<string, double> Settings => new() { ["prompt.length"] = Length, ["prefix.length"] = Keys };

    protected override bool StartsAtBase => false;

    protected override int VirtualTokens => Length;

    protected override long Count => (Length * Hidden) + (2 * Layers * Keys * Hidden);

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        new(plain.Values, Layers, Hidden, TinyBackbone.Heads, Intermediate)
        {
            Prompt = () => [.. trained["prompt"].Chunk(Hidden)],
            Position = (_, column) => column + Keys,
            Prefix = (layer, _, _) => LayerPrefixes.Of(trained["prefixes"], layer),
        };
}

/// <summary>The prompt runs first.</summary>
public class PromptThenPrefixTests() : PromptAndPrefixTests(BertPromptThenPrefix.Definition);

/// <summary>The prefix runs first.</summary>
public class PrefixThenPromptTests() : PromptAndPrefixTests(BertPrefixThenPrompt.Definition);

/// <summary>Two adapters whose parameters have the same names, which in a delta say whose they are.</summary>
public class TwoAdaptersTests() : CompositionTests(BertTwoAdapters.Definition)
{
    protected override Dictionary<string, double> Settings => new() { ["pfeiffer.reduction"] = Bottlenecks.Reduction, ["parallel-adapter.reduction"] = Bottlenecks.Reduction };

    protected override bool StartsAtBase => false;

    protected override long Count => 2 * Layers * Bottlenecks.Count;

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained)
    {
        var behind = Bottlenecks.Answers(Of("pfeiffer"), Bottlenecks.Relu, Bottlenecks.Leaving);
        var beside = Bottlenecks.Answers(Of("parallel-adapter"), Bottlenecks.Relu, (_, _, _, residual) => residual, _ => 4);
        return new(plain.Values, Layers, Hidden, TinyBackbone.Heads, Intermediate)
        {
            BlockAnswers = (encoder, name, outputs, residuals, mask) => behind(encoder, name, beside(encoder, name, outputs, residuals, mask), residuals, mask),
        };

        Dictionary<string, double[]> Of(string id) => trained.Where(each => each.Key.Contains($".{id}.", StringComparison.Ordinal))
            .ToDictionary(each => each.Key.Replace($".{id}.", ".", StringComparison.Ordinal), each => each.Value);
    }
}
