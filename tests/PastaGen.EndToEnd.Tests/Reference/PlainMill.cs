namespace PastaGen.EndToEnd.Tests.Reference;

/// <summary>
/// The user's architecture of PastaGen.UserArchitecture as loops over doubles, written from its description and sharing no code with it.
/// Weights go by the names of its checkpoints, without prefix.
/// </summary>
internal sealed class PlainMill(IReadOnlyDictionary<string, double[]> weights)
{
    private const int Hidden = TinyBackbone.Hidden, Intermediate = TinyBackbone.Intermediate, Layers = TinyBackbone.Layers;
    private const double Epsilon = 1e-12, Share = 0.5;

    /// <summary>Vectors by [layer][ordinal][hidden] that are added to special tokens at each layer's input; null adds none.</summary>
    public double[][][]? Vectors { get; init; }

    /// <summary>Names and shapes of every parameter.</summary>
    public static IEnumerable<(string Name, int[] Shape)> Shapes()
    {
        yield return ("hopper.grain.weight", [TinyBackbone.Words, Hidden]);
        yield return ("wheel.gains.weight", [Layers + 1, Hidden]);
        for (var layer = 0; layer < Layers; layer++)
        {
            foreach (var stone in new[] { "upper", "lower" })
            {
                yield return ($"floors.{layer}.{stone}.wide.weight", [Intermediate, Hidden]);
                yield return ($"floors.{layer}.{stone}.narrow.weight", [Hidden, Intermediate]);
                yield return ($"floors.{layer}.{stone}.level.weight", [Hidden]);
            }
            yield return ($"floors.{layer}.mixer.factors.weight", [2 * Hidden, Hidden]);
            yield return ($"floors.{layer}.mixer.back.weight", [Hidden, Hidden]);
            yield return ($"floors.{layer}.mixer.back.bias", [Hidden]);
            if (layer == 0) continue;
            yield return ($"floors.{layer}.mixer.even.weight", [Hidden]);
            yield return ($"floors.{layer}.mixer.even.bias", [Hidden]);
        }
        yield return ("sieve.shake.weight", [Hidden]);
        yield return ("sieve.shake.bias", [Hidden]);
        yield return ("sieve.mesh.weight", [Hidden, Hidden]);
        yield return ("answer.weight", [TinyBackbone.Labels, Hidden]);
        yield return ("answer.bias", [TinyBackbone.Labels]);
    }

    /// <summary>Mean cross entropy of a batch.</summary>
    public double Loss(PlainBatch batch) => Enumerable.Range(0, batch.Ids.Length).Average(row =>
    {
        var logits = Logits(batch, row);
        return Math.Log(logits.Sum(Math.Exp)) - logits[batch.Labels[row]];
    });

    /// <summary>Logits of one row.</summary>
    public double[] Logits(PlainBatch batch, int row) => Linear(Pooled(batch, row), "answer", TinyBackbone.Labels);

    /// <summary>The sieve's answer for one row.</summary>
    public double[] Pooled(PlainBatch batch, int row) => Linear(Norm(States(batch, row)[^1][0], "sieve.shake"), "sieve.mesh", Hidden);

    /// <summary>What enters the first layer and what leaves each one, as [state][position][hidden].</summary>
    public double[][][] States(PlainBatch batch, int row)
    {
        var grain = weights["hopper.grain.weight"];
        var states = batch.Ids[row].Select(id => Vector(i => grain[(id * Hidden) + i] * Math.Sqrt(Hidden))).ToArray();
        var all = new List<double[][]> { states };
        for (var layer = 0; layer < Layers; layer++)
        {
            var number = layer;
            states = [.. states.Select((state, position) => Vectors is not null && batch.Ordinals[row][position] > 0
                ? Vector(i => state[i] + Vectors[number][batch.Ordinals[row][position] - 1][i]) : state)];
            states = [.. states.Select(state => Stone(state, $"floors.{number}.upper"))];
            states = Mix(states, batch.Mask[row], layer);
            states = [.. states.Select(state => Stone(state, $"floors.{number}.lower"))];
            all.Add(states);
        }
        return [.. all];
    }

    private double[] Stone(double[] state, string name)
    {
        var widened = Linear(state, name + ".wide", Intermediate).Select(x => x * 0.5 * (1 + ErrorFunction.Of(x / Math.Sqrt(2)))).ToArray();
        var output = Linear(widened, name + ".narrow", Hidden);
        return Norm(Vector(i => state[i] + output[i]), name + ".level");
    }

    private double[][] Mix(double[][] states, int[] mask, int layer)
    {
        var name = $"floors.{layer}.mixer";
        var sum = new double[Hidden];
        for (var position = 0; position < states.Length; position++)
        {
            if (mask[position] == 0) continue;
            var factors = Linear(layer == 0 ? states[position] : Norm(states[position], name + ".even"), name + ".factors", 2 * Hidden);
            for (var i = 0; i < Hidden; i++) sum[i] += factors[i] * factors[Hidden + i];
        }
        var output = Linear(Vector(i => sum[i] / Math.Max(1, mask.Sum())), name + ".back", Hidden);
        var gains = weights["wheel.gains.weight"];
        return [.. states.Select(state => Vector(i => state[i] + (output[i] * (gains[(layer * Hidden) + i] + gains[(Layers * Hidden) + i]) * Share)))];
    }

    private double[] Linear(double[] input, string name, int size)
    {
        var (weight, bias) = (weights[name + ".weight"], weights.GetValueOrDefault(name + ".bias"));
        return [.. Enumerable.Range(0, size).Select(row => (bias?[row] ?? 0) + input.Select((x, i) => x * weight[(row * input.Length) + i]).Sum())];
    }

    private double[] Norm(double[] input, string name)
    {
        var (weight, bias) = (weights[name + ".weight"], weights.GetValueOrDefault(name + ".bias"));
        var mean = input.Average();
        var deviation = Math.Sqrt(input.Average(x => (x - mean) * (x - mean)) + Epsilon);
        return Vector(i => ((input[i] - mean) / deviation * weight[i]) + (bias?[i] ?? 0));
    }

    private static double[] Vector(Func<int, double> element) => [.. Enumerable.Range(0, Hidden).Select(element)];
}
