using System.Text.Json;

namespace PastaGen.EndToEnd.Tests.Reference;

/// <summary>
/// An encoder with norms at the blocks' inputs, rotary positions, windows and gates, written as loops over doubles from the papers' formulas; it
/// shares no code with the product. Weights go by the names of a ModernBERT checkpoint, without prefix.
/// </summary>
internal sealed class PlainRotaryEncoder(IReadOnlyDictionary<string, double[]> weights)
{
    private const int Hidden = TinyBackbone.Hidden, Heads = 3, Intermediate = 5, Layers = 4, Words = TinyBackbone.Words, Labels = TinyBackbone.Labels;
    private const int GlobalEvery = 3, Window = 2;
    private const double GlobalTheta = 50, LocalTheta = 7, Epsilon = 1e-5;

    /// <summary>Vectors by [layer][ordinal][hidden] that are added to special tokens at each layer's input; null adds none.</summary>
    public double[][][]? Vectors { get; init; }

    /// <summary>
    /// What takes the place of what a linear gives, from its name, what enters it and what it gives; the three projections that lie behind one another
    /// are called <c>query</c>, <c>key</c> and <c>value</c> of their layer. Null changes nothing.
    /// </summary>
    public Func<string, double[], double[], double[]>? Update { get; init; }

    /// <summary>The weight and the bias of one linear that answers for a text; null takes the checkpoint's own head.</summary>
    public (double[] Weight, double[] Bias)? Linear { get; init; }

    /// <summary>Whether the head reads the mean of what is attended to instead of the first position.</summary>
    public bool ReadsMean { get; init; }

    public static int LayerCount => Layers;

    /// <summary>Names and shapes of every parameter.</summary>
    public static IEnumerable<(string Name, int[] Shape)> Shapes()
    {
        yield return ("embeddings.tok_embeddings.weight", [Words, Hidden]);
        yield return ("embeddings.norm.weight", [Hidden]);
        for (var layer = 0; layer < Layers; layer++)
        {
            if (layer > 0) yield return ($"layers.{layer}.attn_norm.weight", [Hidden]);
            yield return ($"layers.{layer}.attn.Wqkv.weight", [3 * Hidden, Hidden]);
            yield return ($"layers.{layer}.attn.Wo.weight", [Hidden, Hidden]);
            yield return ($"layers.{layer}.mlp_norm.weight", [Hidden]);
            yield return ($"layers.{layer}.mlp.Wi.weight", [2 * Intermediate, Hidden]);
            yield return ($"layers.{layer}.mlp.Wo.weight", [Hidden, Intermediate]);
        }
        yield return ("final_norm.weight", [Hidden]);
        yield return ("head.dense.weight", [Hidden, Hidden]);
        yield return ("head.norm.weight", [Hidden]);
        yield return ("classifier.weight", [Labels, Hidden]);
        yield return ("classifier.bias", [Labels]);
    }

    /// <summary>Writes the folder of such an encoder with random weights, and gives them.</summary>
    public static Dictionary<string, double[]> Write(string folder, int seed)
    {
        var random = new Random(seed);
        var weights = Shapes().ToDictionary(item => item.Name, item => Enumerable.Range(0, item.Shape.Aggregate(1, (a, b) => a * b))
            .Select(_ => (double)(float)((item.Name.EndsWith("norm.weight", StringComparison.Ordinal) ? 1 : 0) + random.NextDouble() - 0.5)).ToArray());
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["model_type"] = "modernbert",
            ["hidden_size"] = Hidden,
            ["num_hidden_layers"] = Layers,
            ["num_attention_heads"] = Heads,
            ["intermediate_size"] = Intermediate,
            ["vocab_size"] = Words,
            ["max_position_embeddings"] = 16,
            ["pad_token_id"] = 0,
            ["hidden_activation"] = "gelu",
            ["norm_eps"] = Epsilon,
            ["global_attn_every_n_layers"] = GlobalEvery,
            ["global_rope_theta"] = GlobalTheta,
            ["local_attention"] = Window,
            ["local_rope_theta"] = LocalTheta,
            ["norm_bias"] = false,
            ["attention_bias"] = false,
            ["mlp_bias"] = false,
            ["classifier_pooling"] = "cls",
        }));
        TinyBackbone.Write(Path.Combine(folder, "model.safetensors"), Shapes().Select(item => (InFile(item.Name), item.Shape, weights[item.Name])));
        return weights;
    }

    public static string InFile(string name) =>
        name.StartsWith("classifier", StringComparison.Ordinal) || name.StartsWith("head", StringComparison.Ordinal) ? name : "model." + name;

    /// <summary>Mean cross entropy of a batch.</summary>
    public double Loss(PlainBatch batch) => Enumerable.Range(0, batch.Ids.Length).Average(row =>
    {
        var logits = Logits(batch, row);
        return Math.Log(logits.Sum(Math.Exp)) - logits[batch.Labels[row]];
    });

    /// <summary>Everything that a forward pass gives for a batch, or all but the states.</summary>
    public Dictionary<string, double[]> Outputs(PlainBatch batch, bool logitsOnly = false)
    {
        var rows = Enumerable.Range(0, batch.Ids.Length).ToArray();
        var outputs = new Dictionary<string, double[]>
        {
            ["logits"] = [.. rows.SelectMany(row => Logits(batch, row))],
            ["loss"] = [Loss(batch)],
        };
        for (var state = 0; state <= Layers && !logitsOnly; state++)
            outputs[$"hidden_states.{state}"] = [.. rows.SelectMany(row => States(batch, row)[state].SelectMany(position => position))];
        return outputs;
    }

    /// <summary>Logits of one row.</summary>
    public double[] Logits(PlainBatch batch, int row)
    {
        var normed = States(batch, row)[^1].Select(state => Norm(state, "final_norm")).ToArray();
        var attended = normed.Where((_, position) => batch.Mask[row][position] == 1).ToArray();
        var read = ReadsMean ? [.. Enumerable.Range(0, Hidden).Select(i => attended.Average(state => state[i]))] : normed[0];
        if (Linear is { } linear) return [.. Product(read, linear.Weight, Labels).Select((x, i) => x + linear.Bias[i])];
        var state = Norm([.. Product(read, weights["head.dense.weight"], Hidden).Select(Gelu)], "head.norm");
        return [.. Product(state, weights["classifier.weight"], Labels).Select((x, i) => x + weights["classifier.bias"][i])];
    }

    /// <summary>What enters the first layer and what leaves each one, as [state][position][hidden].</summary>
    public double[][][] States(PlainBatch batch, int row)
    {
        var words = weights["embeddings.tok_embeddings.weight"];
        var states = batch.Ids[row].Select(id => Norm(words[(id * Hidden)..((id + 1) * Hidden)], "embeddings.norm")).ToArray();
        var all = new List<double[][]> { states };
        for (var layer = 0; layer < Layers; layer++)
        {
            var entered = states.Select((state, position) =>
                Vectors is not null && batch.Ordinals[row][position] > 0 ? Sum(state, Vectors[layer][batch.Ordinals[row][position] - 1]) : state).ToArray();
            states = Layer(entered, batch.Mask[row], layer);
            all.Add(states);
        }
        return [.. all];
    }

    private double[][] Layer(double[][] entered, int[] mask, int layer)
    {
        var (name, size) = ($"layers.{layer}.", Hidden / Heads);
        var (reach, theta) = layer % GlobalEvery == 0 ? (int.MaxValue, GlobalTheta) : (Window / 2, LocalTheta);
        var projected = entered.Select(x => Projected(layer == 0 ? x : Norm(x, name + "attn_norm"), name)).ToArray();
        var left = new double[entered.Length][];
        for (var position = 0; position < entered.Length; position++)
        {
            var seen = Enumerable.Range(0, entered.Length).Where(other => mask[other] == 1 && Math.Abs(other - position) <= reach).ToArray();
            // Where each score is the same least number, those beyond the window are too.
            var sees = seen.Length > 0;
            if (!sees) seen = [.. Enumerable.Range(0, entered.Length)];
            var context = new double[Hidden];
            for (var head = 0; head < Heads; head++)
            {
                var query = Turned(projected[position], head * size, position);
                var powers = seen.Select(other => !sees ? 1 : Math.Exp(query.Zip(Turned(projected[other], Hidden + (head * size), other), (a, b) => a * b).Sum() / Math.Sqrt(size))).ToArray();
                for (var i = 0; i < size; i++)
                    context[(head * size) + i] = seen.Select((other, k) => powers[k] / powers.Sum() * projected[other][(2 * Hidden) + (head * size) + i]).Sum();
            }
            var attended = Sum(entered[position], Layered(context, name + "attn.Wo", Hidden));
            var halves = Layered(Norm(attended, name + "mlp_norm"), name + "mlp.Wi", 2 * Intermediate);
            var gated = Enumerable.Range(0, Intermediate).Select(i => Gelu(halves[i]) * halves[Intermediate + i]).ToArray();
            left[position] = Sum(attended, Layered(gated, name + "mlp.Wo", Hidden));
        }
        return left;

        // As a complex number: the element of the first half and its fellow of the second, times e^(i angle).
        double[] Turned(double[] from, int start, int position)
        {
            var turned = new double[size];
            for (var i = 0; i < size / 2; i++)
            {
                var number = new System.Numerics.Complex(from[start + i], from[start + (size / 2) + i])
                    * System.Numerics.Complex.FromPolarCoordinates(1, position * Math.Pow(theta, -2.0 * i / size));
                (turned[i], turned[(size / 2) + i]) = (number.Real, number.Imaginary);
            }
            return turned;
        }
    }

    private double[] Layered(double[] input, string name, int size)
    {
        var output = Product(input, weights[name + ".weight"], size);
        return Update?.Invoke(name, input, output) ?? output;
    }

    // Query, key and value behind one another, each updated on its own.
    private double[] Projected(double[] input, string layer)
    {
        var output = Product(input, weights[layer + "attn.Wqkv.weight"], 3 * Hidden);
        if (Update is null) return output;
        return [.. new[] { "query", "key", "value" }.SelectMany((part, i) => Update(layer + part, input, output[(i * Hidden)..((i + 1) * Hidden)]))];
    }

    private double[] Norm(double[] input, string name)
    {
        var (mean, gain) = (input.Average(), weights[name + ".weight"]);
        var deviation = Math.Sqrt(input.Average(x => (x - mean) * (x - mean)) + Epsilon);
        return [.. input.Select((x, i) => (x - mean) / deviation * gain[i])];
    }

    private static double[] Product(double[] input, double[] weight, int size) =>
        [.. Enumerable.Range(0, size).Select(row => input.Select((x, i) => x * weight[(row * input.Length) + i]).Sum())];

    private static double[] Sum(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a + b)];

    private static double Gelu(double x) => x * 0.5 * (1 + ErrorFunction.Of(x / Math.Sqrt(2)));
}
