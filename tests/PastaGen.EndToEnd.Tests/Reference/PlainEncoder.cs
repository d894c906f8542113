namespace PastaGen.EndToEnd.Tests.Reference;

/// <summary>
/// A post-norm encoder with classifier, written as loops over doubles from the papers' formulas. It shares no code with the
/// product, and is slow and obvious on purpose. Weights go by the names of a BERT checkpoint.
/// </summary>
internal sealed class PlainEncoder(IReadOnlyDictionary<string, double[]> weights, int layers, int hidden, int heads, int intermediate)
{
    /// <summary>Vectors by [layer][ordinal][hidden] that are added to special tokens at each layer's input; null adds none.</summary>
    public double[][][]? Vectors { get; init; }

    /// <summary>The vector that is added to a special token at a layer's input, from the layer's number and the ordinal; null adds none.</summary>
    public Func<int, int, double[]?>? Vector { get; init; }

    /// <summary>What takes the place of what a linear gives, from the linear's name, what enters it and what it gives; null changes nothing.</summary>
    public Func<string, double[], double[], double[]>? Update { get; init; }

    /// <summary>
    /// What takes the place of what a block gives a row before its residual, from the name of the block's last linear, what it gives, the residual, and the mask; null
    /// changes nothing.
    /// </summary>
    public Func<PlainEncoder, string, double[][], double[][], int[], double[][]>? BlockAnswers { get; init; }

    /// <summary>What takes the place of what a projection gives a row, from its name, what enters it, what it gives, and the mask; null changes nothing.</summary>
    public Func<string, double[][], double[][], int[], double[][]>? Projections { get; init; }

    /// <summary>What a row's feed-forward block takes, from the layer's name, what leaves the attention block, and the mask; null changes nothing.</summary>
    public Func<PlainEncoder, string, double[][], int[], double[][]>? BetweenBlocks { get; init; }

    /// <summary>Keys and values by layer, by the states that enter it and by the row's mask, that stand before those of each row; null adds none.</summary>
    public Func<int, double[][], int[], (double[][] Keys, double[][] Values)>? Prefix { get; init; }

    /// <summary>Vectors in the place of words before each row, which have type 0; null adds none.</summary>
    public Func<double[][]>? Prompt { get; init; }

    /// <summary>The number of a place in a row's table of positions, by the row's ids; null numbers columns.</summary>
    public Func<int[], int, int>? Position { get; init; }

    /// <summary>Whether the embeddings know positions.</summary>
    public bool AddsPositions { get; init; } = true;

    /// <summary>
    /// What a score knows beside the product of query and key, from the layer's name, the whole query, the whole key, the query's column less
    /// the key's, and the head; null adds nothing.
    /// </summary>
    public Func<PlainEncoder, string, double[], double[], int, int, double>? Distance { get; init; }

    /// <summary>The number of terms by whose root a score is divided, beside that of the head's size.</summary>
    public int ScoreTerms { get; init; } = 1;

    /// <summary>Whether a token that is not attended to has zeros for its embedding, and attends evenly to its whole row.</summary>
    public bool MasksQueries { get; init; }

    /// <summary>Width of the embeddings, from which <c>embeddings.projection</c> leads to hidden states; null where they are hidden states.</summary>
    public int? Embedding { get; init; }

    /// <summary>Whether the classifier reads the last state of position 0, and not the pooler's answer.</summary>
    public bool ReadsFirst { get; init; }

    public double Epsilon { get; init; } = 1e-12;

    public int Labels { get; init; } = 3;

    /// <summary>The scores that a head gives to one state, of every position where the batch labels tokens and else of the first; null scores the pooled output.</summary>
    public Func<PlainEncoder, double[], double[]>? Head { get; init; }

    /// <summary>Whether a head for texts reads the mean of the states whose mask is 1, and not the first.</summary>
    public bool ReadsMean { get; init; }

    /// <summary>The last layer's states by [row][position][hidden] where they are not to be computed.</summary>
    public double[][][]? Given { get; init; }

    /// <summary>Mean cross entropy of a batch over its labels; those below 0 do not count.</summary>
    public double Loss(PlainBatch batch)
    {
        var (sum, count) = (0.0, 0);
        for (var row = 0; row < batch.Ids.Length; row++)
            foreach (var (logits, label) in Answers(batch, row).Zip(batch.TokenLabels?[row] ?? [batch.Labels[row]]))
            {
                if (label < 0) continue;
                var top = logits.Max();
                sum += top + Math.Log(logits.Sum(x => Math.Exp(x - top))) - logits[label];
                count++;
            }
        return sum / count;
    }

    /// <summary>The head's answers for one row, one or one a token.</summary>
    public double[][] Answers(PlainBatch batch, int row)
    {
        if (Head is null) return [Linear(ReadsFirst ? States(batch, row)[^1][0] : Pooled(batch, row), "classifier", Labels)];
        var states = Given?[row] ?? States(batch, row)[^1];
        if (batch.TokenLabels is not null) return [.. states.Select(state => Head(this, state))];
        if (!ReadsMean) return [Head(this, states[0])];
        var counted = states.Where((_, position) => batch.Mask[row][position] == 1).ToArray();
        return [Head(this, [.. Enumerable.Range(0, hidden).Select(i => counted.Average(state => state[i]))])];
    }

    /// <summary>The pooler's answer for one row.</summary>
    public double[] Pooled(PlainBatch batch, int row) => [.. Linear(States(batch, row)[^1][0], "pooler.dense", hidden).Select(Math.Tanh)];

    /// <summary>What enters the first layer and what leaves each one, as [state][position][hidden].</summary>
    public double[][][] States(PlainBatch batch, int row)
    {
        var ids = batch.Ids[row];
        var prompt = Prompt?.Invoke() ?? [];
        var before = prompt.Length;
        int[] mask = [.. Enumerable.Repeat(1, before), .. batch.Mask[row]];
        var states = new double[before + ids.Length][];
        for (var position = 0; position < before; position++) states[position] = Embed(prompt[position], 0, Position?.Invoke(ids, position) ?? position);
        for (var position = 0; position < ids.Length; position++)
            states[before + position] = MasksQueries && batch.Mask[row][position] == 0 ? new double[hidden]
                : Embed(Row("embeddings.word_embeddings", ids[position]), batch.Types[row][position], before + (Position?.Invoke(ids, position) ?? position));
        var all = new List<double[][]> { states };
        for (var layer = 0; layer < layers; layer++)
        {
            var entered = states.Select((state, position) =>
                Vectors is not null && position >= before && batch.Ordinals[row][position - before] is > 0 and var ordinal ? Add(state, Vectors[layer][ordinal - 1])
                : Vector is not null && position >= before && Vector(layer, batch.Ordinals[row][position - before]) is { } vector ? Add(state, vector) : state).ToArray();
            states = Layer(entered, mask, $"encoder.layer.{layer}.", Prefix?.Invoke(layer, entered, mask) ?? ([], []));
            all.Add(states);
        }
        return [.. all];
    }

    private double[] Embed(double[] sum, int type, int position)
    {
        if (AddsPositions) sum = Add(sum, Row("embeddings.position_embeddings", position));
        if (weights.ContainsKey("embeddings.token_type_embeddings.weight")) sum = Add(sum, Row("embeddings.token_type_embeddings", type));
        var normed = Norm(sum, "embeddings.LayerNorm");
        return Embedding is null ? normed : Linear(normed, "embeddings.projection", hidden);
    }

    private double[][] Layer(double[][] entered, int[] mask, string name, (double[][] Keys, double[][] Values) prefix)
    {
        var before = prefix.Keys.Length;
        var own = mask;
        mask = [.. Enumerable.Repeat(1, before), .. mask];
        double[][] Projected(string part)
        {
            var outputs = entered.Select(x => Linear(x, $"{name}attention.self.{part}", hidden)).ToArray();
            return Projections?.Invoke($"{name}attention.self.{part}", entered, outputs, own) ?? outputs;
        }
        var query = Projected("query");
        double[][] key = [.. prefix.Keys, .. Projected("key")];
        double[][] value = [.. prefix.Values, .. Projected("value")];
        var size = hidden / heads;
        var left = new double[entered.Length][];
        for (var position = 0; position < entered.Length; position++)
        {
            var context = new double[hidden];
            for (var head = 0; head < heads; head++)
            {
                var from = head * size;
                var scores = new double[key.Length];
                for (var other = 0; other < key.Length; other++)
                {
                    for (var i = from; i < from + size; i++) scores[other] += query[position][i] * key[other][i];
                    scores[other] += Distance?.Invoke(this, name, query[position], key[other], position - other + before, head) ?? 0;
                    scores[other] = mask[other] == 0 ? double.NegativeInfinity : scores[other] / Math.Sqrt(size * ScoreTerms);
                }
                if (MasksQueries && mask[before + position] == 0) Array.Clear(scores);
                // Where no position is there to attend to, attention is even.
                if (scores.All(double.IsNegativeInfinity)) Array.Clear(scores);
                var top = scores.Max();
                var total = scores.Sum(score => Math.Exp(score - top));
                for (var other = 0; other < key.Length; other++)
                    for (var i = from; i < from + size; i++) context[i] += Math.Exp(scores[other] - top) / total * value[other][i];
            }
            left[position] = Linear(context, name + "attention.output.dense", hidden);
        }
        left = Leave(left, entered, name + "attention.output.", own);
        left = BetweenBlocks?.Invoke(this, name, left, own) ?? left;
        var widened = left.Select(x => Linear(x, name + "intermediate.dense", intermediate).Select(Gelu).ToArray());
        return Leave([.. widened.Select(x => Linear(x, name + "output.dense", hidden))], left, name + "output.", own);
    }

    private double[][] Leave(double[][] outputs, double[][] residuals, string name, int[] mask)
    {
        outputs = BlockAnswers?.Invoke(this, name + "dense", outputs, residuals, mask) ?? outputs;
        return [.. outputs.Zip(residuals, (output, residual) => Norm(Add(output, residual), name + "LayerNorm"))];
    }

    /// <summary>The product with a matrix, and a bias where there is one.</summary>
    public double[] Linear(double[] input, string name, int outputs)
    {
        var weight = weights[name + ".weight"];
        var output = weights.TryGetValue(name + ".bias", out var bias) ? (double[])bias.Clone() : new double[outputs];
        for (var o = 0; o < outputs; o++)
            for (var i = 0; i < input.Length; i++) output[o] += weight[o * input.Length + i] * input[i];
        return Update?.Invoke(name, input, output) ?? output;
    }

    /// <summary>Layer norm, with a bias where there is one.</summary>
    public double[] Norm(double[] input, string name)
    {
        var mean = input.Average();
        var deviation = Math.Sqrt(input.Average(x => (x - mean) * (x - mean)) + Epsilon);
        var bias = weights.GetValueOrDefault(name + ".bias");
        return [.. input.Select((x, i) => (x - mean) / deviation * weights[name + ".weight"][i] + (bias?[i] ?? 0))];
    }

    /// <summary>The product of two states within a head.</summary>
    public double Product(double[] one, double[] other, int head) => Enumerable.Range(head * hidden / heads, hidden / heads).Sum(i => one[i] * other[i]);

    /// <summary>One row of a table.</summary>
    public double[] Row(string name, int index, int? width = null)
    {
        var size = width ?? Embedding ?? hidden;
        return weights[name + ".weight"][(index * size)..((index + 1) * size)];
    }

    public static double[] Add(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    public static double Gelu(double x) => x * 0.5 * (1 + ErrorFunction.Of(x / Math.Sqrt(2)));
}

/// <summary>A batch as arrays by [row][position]; labels by row.</summary>
internal sealed record PlainBatch(int[][] Ids, int[][] Mask, int[][] Types, int[][] Ordinals, int[] Labels)
{
    /// <summary>Labels by [row][position], -100 where a token has none; null where rows are labeled.</summary>
    public int[][]? TokenLabels { get; init; }
}
