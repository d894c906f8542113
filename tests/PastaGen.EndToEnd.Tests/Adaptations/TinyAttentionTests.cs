using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>One head of dimension one between the blocks of each layer.</summary>
public class TinyAttentionTests() : AdaptationTests(nameof(BertTinyAttention))
{
    protected override bool StartsAtBase => false;

    // L (7 H + 11).
    protected override long Count => TinyBackbone.Layers * ((7 * TinyBackbone.Hidden) + 11);

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) => TinyAttentions.Encoder(plain, trained, 1, 1, 1);
}

/// <summary>Two experts of three heads of two dimensions, one expert after the other.</summary>
public class TinyAttentionExpertsTests() : AdaptationTests(nameof(BertTinyAttention))
{
    private const int All = 3 * 2;

    protected override Dictionary<string, double> Settings => new() { ["tiny-attention.heads"] = 3, ["tiny-attention.width"] = 2, ["tiny-attention.experts"] = 2 };

    protected override bool StartsAtBase => false;

    // L (4 a H + 3 H + 4 a^2 + 7 a) for each expert.
    protected override long Count => 2 * TinyBackbone.Layers * ((4 * All * TinyBackbone.Hidden) + (3 * TinyBackbone.Hidden) + (4 * All * All) + (7 * All));

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) => TinyAttentions.Encoder(plain, trained, 3, 2, 2);
}

/// <summary>Two experts as one adapter of their means, over deltas that were trained with the experts apart.</summary>
public class AveragedTinyAttentionTests() : AdaptationTests(nameof(BertAveragedTinyAttention))
{
    protected override string TrainedAs => nameof(BertTinyAttention);

    protected override Dictionary<string, double> Settings => new() { ["tiny-attention.experts"] = 2 };

    protected override bool StartsAtBase => false;

    protected override long Count => 2 * TinyBackbone.Layers * ((7 * TinyBackbone.Hidden) + 11);

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) => TinyAttentions.Encoder(plain, trained, 1, 1, 2, averaged: true);
}

/// <summary>The formula of tiny attention.</summary>
file static class TinyAttentions
{
    private const double Epsilon = 1e-5;

    public static PlainEncoder Encoder(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained, int heads, int width, int experts, bool averaged = false) =>
        new(plain.Values, TinyBackbone.Layers, TinyBackbone.Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate)
        {
            BetweenBlocks = (_, layer, states, mask) =>
            {
                for (var expert = 0; expert < (averaged ? 1 : experts); expert++)
                {
                    double[] Part(string name)
                    {
                        var all = trained[$"{layer}feedForwardInput.{name}"];
                        var size = all.Length / experts;
                        return averaged ? [.. Enumerable.Range(0, size).Select(i => Enumerable.Range(0, experts).Average(one => all[(one * size) + i]))] : all[(expert * size)..((expert + 1) * size)];
                    }
                    var added = Answer(states, mask, Part, heads, width);
                    states = [.. states.Zip(added, (state, answer) => PlainEncoder.Add(state, [.. answer.Select(x => averaged ? x : x / experts)]))];
                }
                return states;
            },
        };

    private static double[][] Answer(double[][] states, int[] mask, Func<string, double[]> part, int heads, int width)
    {
        var all = heads * width;
        var projected = states.Select(state =>
        {
            var down = Linear(Norm(state, part("norm.weight"), part("norm.bias")), part("down.weight"), part("down.bias"));
            return Enumerable.Range(0, 3).Select(i => Linear(
                down[(i * all)..((i + 1) * all)], part("in_proj.weight")[(i * all * all)..((i + 1) * all * all)], part("in_proj.bias")[(i * all)..((i + 1) * all)])).ToArray();
        }).ToArray();
        return [.. projected.Select(asking =>
        {
            var context = new double[all];
            for (var head = 0; head < heads; head++)
            {
                var columns = Enumerable.Range(head * width, width).ToArray();
                var scores = projected.Select((key, i) => mask[i] == 0 ? double.NegativeInfinity : columns.Sum(c => asking[0][c] * key[1][c]) / Math.Sqrt(width)).ToArray();
                var total = scores.Sum(Math.Exp);
                foreach (var column in columns) context[column] = projected.Select((value, i) => Math.Exp(scores[i]) / total * value[2][column]).Sum();
            }
            return Linear(Linear(context, part("out_proj.weight"), part("out_proj.bias")), part("up.weight"), part("up.bias"));
        })];
    }

    private static double[] Linear(double[] input, double[] weight, double[] bias) => PlainEncoder.Add(PlainMatrix.Times(weight, input), bias);

    private static double[] Norm(double[] input, double[] gain, double[] bias)
    {
        var mean = input.Average();
        var deviation = Math.Sqrt(input.Average(x => (x - mean) * (x - mean)) + Epsilon);
        return [.. input.Select((x, i) => ((x - mean) / deviation * gain[i]) + bias[i])];
    }
}
