using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Training;
using PastaGen.UserAdaptation;
using TorchSharp;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Scaled random updates: <c>y + b * B (d * A x)</c>, where a linear reads the first columns of A and the first rows of B.</summary>
/// <param name="model">The model.</param>
public abstract class VeraFormTests(ModelDefinition model) : AdaptationTests(model)
{
    protected const int Rank = 5, Hidden = TinyBackbone.Hidden, Intermediate = TinyBackbone.Intermediate;
    private const ulong Seed = 3;

    protected override Dictionary<string, double> Settings => new() { ["vera.rank"] = Rank, ["vera.seed"] = Seed };

    protected override bool Merges => true;

    // 2 L (H + r).
    protected override long Count => 2 * TinyBackbone.Layers * (Hidden + Rank);

    // The largest widths of what enters an adapted linear and of what one gives.
    protected virtual (int Input, int Output) Widest => (Hidden, Hidden);

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained)
    {
        using var generator = new torch.Generator(Seed);
        var (a, b) = (Uniform(Rank, Widest.Input), Uniform(Widest.Output, Rank));
        return new(plain.Values, TinyBackbone.Layers, Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate)
        {
            Update = (name, input, output) =>
            {
                if (!trained.TryGetValue(name + ".vera_lambda_d", out var narrow)) return output;
                var wide = trained[name + ".vera_lambda_b"];
                var columns = a.Chunk(Widest.Input).SelectMany(row => row[..input.Length]).ToArray();
                var added = PlainMatrix.Times(b, [.. PlainMatrix.Times(columns, input).Zip(narrow, (x, scale) => x * scale)]);
                return [.. output.Select((y, row) => y + (wide[row] * added[row]))];
            },
        };

        double[] Uniform(int rows, int columns)
        {
            using var matrix = torch.empty(rows, columns);
            matrix.uniform_(-Math.Sqrt(6.0 / columns), Math.Sqrt(6.0 / columns), generator);
            return [.. matrix.data<float>().Select(value => (double)value)];
        }
    }
}

/// <summary>Nothing beside them.</summary>
public class VeraTests() : VeraFormTests(BertVera.Definition);

/// <summary>Linears of three sizes, none of which is the largest in both directions.</summary>
public class VeraAtLinearsOfSeveralSizesTests() : VeraFormTests(BertVera.Definition)
{
    protected override Dictionary<string, double> Settings => new(base.Settings) { ["vera.sites"] = (double)(Site.Key | Site.FeedForwardWidened | Site.FeedForwardOutput) };

    // L (2 H + F + 3 r).
    protected override long Count => TinyBackbone.Layers * ((2 * Hidden) + Intermediate + (3 * Rank));

    protected override (int Input, int Output) Widest => (Intermediate, Intermediate);
}

/// <summary>Trained biases beside them, so that products are bf16 where the precision is.</summary>
public class BitFitAndVeraTests() : VeraFormTests(BertBitFitAndVera.Definition)
{
    protected override long Count => base.Count + CompositionTests.BiasCount;
}
