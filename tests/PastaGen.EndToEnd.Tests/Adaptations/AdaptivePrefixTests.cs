using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Training;
using PastaGen.UserAdaptation;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Gated keys and values: <c>s sigmoid(h W) P</c>, where h is the first token's state.</summary>
public class AdaptivePrefixTests() : AdaptivePrefixFormTests(BertAdaptivePrefix.Definition)
{
    protected override long Count => TinyBackbone.Layers * ((3 * Length * TinyBackbone.Hidden) + 1);
}

/// <summary>Gates with biases that read the mean, and tokens that are numbered behind the prefix.</summary>
public class AdaptivePrefixAlternativeTests() : AdaptivePrefixFormTests(BertOtherAdaptivePrefix.Definition)
{
    protected override long Count => TinyBackbone.Layers * ((3 * Length * TinyBackbone.Hidden) + Length + 1);

    private protected override bool IsAlternative => true;
}

/// <summary>Adaptive prefixes in one of their readings.</summary>
/// <param name="model">The model.</param>
public abstract class AdaptivePrefixFormTests(ModelDefinition model) : AdaptationTests(model)
{
    private protected const int Length = 2;

    protected override Dictionary<string, double> Settings => new() { ["apt.length"] = Length };

    protected override bool StartsAtBase => false;

    private protected virtual bool IsAlternative => false;

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        new(plain.Values, TinyBackbone.Layers, TinyBackbone.Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate)
        {
            Position = (_, column) => IsAlternative ? column + Length : column,
            Prefix = (layer, entered, mask) =>
            {
                double[] read = IsAlternative
                    ? [.. Enumerable.Range(0, TinyBackbone.Hidden).Select(i => entered.Where((_, position) => mask[position] == 1).Average(state => state[i]))]
                    : entered[0];
                var weights = Enumerable.Range(0, Length).Select(token =>
                {
                    var score = IsAlternative ? trained["gate_biases"][(layer * Length) + token] : 0;
                    for (var i = 0; i < read.Length; i++) score += read[i] * trained["gates"][(((layer * read.Length) + i) * Length) + token];
                    return trained["scales"][layer] / (1 + Math.Exp(-score));
                }).ToArray();
                return (Weighed("prefix_keys"), Weighed("prefix_values"));

                double[][] Weighed(string name) => [.. weights.Select((weight, token) =>
                    trained[name].Skip(((layer * Length) + token) * read.Length).Take(read.Length).Select(value => weight * value).ToArray())];
            },
        };
}
