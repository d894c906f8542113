using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

public class RelativeAttentionCoreTests
{
    private const int Hidden = 8, Heads = 2;

    // Rows of unlike length (one group, three groups with holes, two without), padding on the left, a row of padding alone; rows all alike; rows of one token.
    private static readonly Dictionary<string, (int Rows, long[] Mask)> Layouts = new()
    {
        ["unlike"] = (3, [1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 0]),
        ["groups"] = (4, [1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0, 1]),
        ["short and long"] = (3, [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0]),
        ["left"] = (3, [1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 0, 0]),
        ["padding alone"] = (2, [0, 0, 0, 1, 1, 0]),
        ["alike"] = (2, [1, 1, 1, 1, 1, 1]),
        ["one token"] = (3, [1, 1, 1]),
    };

    public static TheoryData<string, bool, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool, string>();
            foreach (var layout in Layouts.Keys)
                foreach (var firsts in new[] { false, true })
                    foreach (var form in new[] { "key", "key and query", "bias", "disentangled" }) cases.Add(layout, firsts, form);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Scores_know_how_many_columns_query_and_key_are_apart(string layout, bool firstTokensAlone, string form)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (count, mask) = Layouts[layout];
        using var rows = new PackedRows(mask, count, CPU);
        RelativePositions positions = form switch
        {
            "bias" => new HalvedBuckets(8, 6),
            "disentangled" => new LogarithmicBuckets(4, 9),
            _ => new ExactDistances(7),
        };
        Func<int, int> rowOfDistance = form switch
        {
            "bias" => distance => RelativePositionsTests.Halved(distance, 8, 6),
            "disentangled" => distance => RelativePositionsTests.Logarithmic(distance, 4, 9),
            _ => distance => distance + 6,
        };
        var shared = form.StartsWith("key", StringComparison.Ordinal);
        var (keyTable, queryTable, bias) = (
            form == "bias" ? null : Leaf(positions.RowCount, shared ? Hidden / Heads : Hidden),
            form is "bias" or "key" ? null : Leaf(positions.RowCount, shared ? Hidden / Heads : Hidden),
            form == "bias" ? Leaf(positions.RowCount, Heads) : null);
        var (key, value) = (Leaf(rows.TokenCount, Hidden), Leaf(rows.TokenCount, Hidden));
        var query = Leaf(firstTokensAlone ? count : rows.TokenCount, Hidden);
        double? scale = form == "disentangled" ? 1 / Math.Sqrt(3 * Hidden / Heads) : null;

        var relative = rows.Relative(positions);
        Tensor? Narrow(Tensor? table) => table is null ? null : relative.Narrow(table);
        var terms = new RelativeTerms
        {
            Keys = Narrow(keyTable),
            Queries = Narrow(queryTable),
            Bias = Narrow(bias),
            Scale = scale,
            MasksQueries = form == "disentangled",
        };
        var attended = RelativeAttentionCore.Attend(query, key, value, relative, terms, Heads, 0.5, training: false);
        var weight = randn(attended.shape);
        (attended * weight).sum().backward();

        var plain = new PlainRelativeAttention(Hidden, Heads, mask, count)
        {
            RowOfDistance = rowOfDistance,
            Scale = scale ?? 1 / Math.Sqrt((double)Hidden / Heads),
            MasksQueries = form == "disentangled",
        };
        double[] Plain(Func<Tensor, double[]> values)
        {
            double[]? Table(Tensor? table) => table is null ? null : shared ? PerHead(values(table)) : values(table);
            return plain.Attend(values(query), values(key), values(value), Table(keyTable), Table(queryTable), bias is null ? null : values(bias), firstTokensAlone);
        }
        Assert.Equal(query.shape, attended.shape);
        Near.Equal([.. Plain(Doubles).Select(number => (float)number)], attended);

        // Where rounding makes the weights even, the gradient is not that of what comes out: the next test holds it.
        if (layout == "padding alone" && form != "disentangled") return;
        // The gradient along the leaf itself, by a central difference of the plain sums: (f(x + d x) - f(x - d x)) / 2d.
        foreach (var leaf in new[] { query, key, value, keyTable, queryTable, bias }.OfType<Tensor>())
        {
            double Moved(double step) =>
                Plain(tensor => [.. Doubles(tensor).Select(number => ReferenceEquals(tensor, leaf) ? number * (1 + step) : number)]).Zip(Doubles(weight), (a, b) => a * b).Sum();
            var expected = (Moved(1e-4) - Moved(-1e-4)) / 2e-4;
            var actual = (leaf.grad! * leaf.detach()).sum().item<float>();
            Assert.True(Math.Abs(expected - actual) < 1e-4 * (1 + Math.Abs(expected)), $"expected {expected}, found {actual}");
        }
    }

    [Theory]
    [InlineData("key", false)]
    [InlineData("key", true)]
    [InlineData("key and query", false)]
    [InlineData("key and query", true)]
    [InlineData("bias", false)]
    [InlineData("bias", true)]
    public void A_row_of_padding_alone_attends_evenly_and_its_gradients_are_those_of_a_mask_that_is_added(string form, bool firstTokensAlone)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        var (count, mask) = Layouts["padding alone"];
        using var rows = new PackedRows(mask, count, CPU);
        var positions = new ExactDistances(7);
        var (query, key, value) = (Leaf(firstTokensAlone ? count : rows.TokenCount, Hidden), Leaf(rows.TokenCount, Hidden), Leaf(rows.TokenCount, Hidden));
        var (keyTable, queryTable, bias) = (
            form == "bias" ? null : Leaf(positions.RowCount, Hidden / Heads), form == "key and query" ? Leaf(positions.RowCount, Hidden / Heads) : null, form == "bias" ? Leaf(positions.RowCount, Heads) : null);
        Tensor[] leaves = [.. new[] { query, key, value, keyTable, queryTable, bias }.OfType<Tensor>()];
        var weight = randn(query.shape);

        (Tensor Output, Tensor[] Gradients) Found(Tensor output)
        {
            (output * weight).sum().backward();
            var gradients = leaves.Select(leaf => leaf.grad!.clone()).ToArray();
            foreach (var leaf in leaves) leaf.grad = null;
            return (output, gradients);
        }

        var relative = rows.Relative(positions);
        Tensor? Narrow(Tensor? table) => table is null ? null : relative.Narrow(table);
        var found = Found(RelativeAttentionCore.Attend(
            query, key, value, relative, new RelativeTerms { Keys = Narrow(keyTable), Queries = Narrow(queryTable), Bias = Narrow(bias) }, Heads, 0, training: false));

        // Three tokens of padding that are kept, then two that count.
        Tensor Row(int firstToken, int length, int firstQuery, float added)
        {
            Tensor PerHead(Tensor states, int first, int rows) => states.narrow(0, first, rows).view(rows, Heads, Hidden / Heads).transpose(0, 1);   // [heads, rows, head size]
            var asked = firstTokensAlone ? 1 : length;
            var (queries, keys, values) = (PerHead(query, firstQuery, asked), PerHead(key, firstToken, length), PerHead(value, firstToken, length));
            var distances = arange(asked, dtype: ScalarType.Int64).unsqueeze(1) - arange(length, dtype: ScalarType.Int64) + 6;
            Tensor Of(Tensor table) => table.index_select(0, distances.flatten()).view(asked, length, -1);                                           // [queries, keys, width]
            var scores = queries.matmul(keys.transpose(1, 2));
            if (keyTable is not null) scores = scores + (queries.unsqueeze(2) * Of(keyTable)).sum(3);
            if (queryTable is not null) scores = scores + (keys.unsqueeze(1) * Of(queryTable)).sum(3);
            scores = scores / Math.Sqrt((double)Hidden / Heads);
            if (bias is not null) scores = scores + Of(bias).permute(2, 0, 1);
            return (scores + added).softmax(2).matmul(values).transpose(0, 1).reshape(asked, Hidden);
        }
        var expected = Found(cat([Row(0, 3, 0, float.MinValue), Row(3, 2, firstTokensAlone ? 1 : 3, 0)], 0));

        var mean = value.detach().narrow(0, 0, 3).mean([0]);
        Near.Equal(Floats(mean), found.Output.narrow(0, 0, 1));
        Near.Equal(Floats(expected.Output), found.Output);
        foreach (var (gradient, ours) in expected.Gradients.Zip(found.Gradients)) Near.Equal(Floats(gradient), ours);
        Assert.True(expected.Gradients[0].narrow(0, 0, 1).norm().item<float>() > 1e-3);
        Assert.True(expected.Gradients[1].narrow(0, 0, 3).norm().item<float>() > 1e-3);
    }

    [Fact]
    public void Without_tables_it_is_attention()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var (count, mask) = Layouts["groups"];
        using var rows = new PackedRows(mask, count, CPU);
        var (query, key, value) = (Leaf(rows.TokenCount, Hidden), Leaf(rows.TokenCount, Hidden), Leaf(rows.TokenCount, Hidden));
        var expected = AttentionCore.Attend(query, key, value, rows, Heads, 0, training: false);
        var found = RelativeAttentionCore.Attend(query, key, value, rows.Relative(new ExactDistances(7)), new RelativeTerms(), Heads, 0, training: false);
        Near.Equal(expected.detach().data<float>().ToArray(), found);
    }

    [Fact]
    public void Dropout_acts_only_while_training()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        using var rows = new PackedRows([1, 1, 1, 1, 1, 0], rows: 2, CPU);
        var states = randn(5, Hidden);
        Tensor Attended(bool training) =>
            RelativeAttentionCore.Attend(states, states, states, rows.Relative(new ExactDistances(3)), new RelativeTerms(), Heads, 0.5, training);
        var still = Attended(false);
        Assert.True(still.equal(Attended(false)).all().item<bool>());
        Assert.False(still.equal(Attended(true)).all().item<bool>());
    }

    [Fact]
    public void In_bfloat16_masked_keys_count_for_nothing_and_a_row_of_padding_alone_gives_no_NaN()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);
        using var rows = new PackedRows([0, 0, 0, 1, 1, 0], rows: 2, CPU);
        var states = randn(5, Hidden).to(ScalarType.BFloat16);
        var table = randn(5, Hidden).to(ScalarType.BFloat16);
        var attended = RelativeAttentionCore.Attend(
            states, states, states, rows.Relative(new ExactDistances(3)), new RelativeTerms { Keys = table, MasksQueries = true }, Heads, 0, training: false);
        var mean = states.narrow(0, 0, 3).to(ScalarType.Float32).mean([0]);
        Near.Equal(mean.data<float>().ToArray(), attended.narrow(0, 0, 1).to(ScalarType.Float32), 2e-2);
    }

    private static Tensor Leaf(int rows, int width) => randn(rows, width).requires_grad_(true);

    private static float[] Floats(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();

    private static double[] Doubles(Tensor tensor) => [.. tensor.detach().contiguous().data<float>().ToArray().Select(number => (double)number)];

    // The same numbers for each head, side by side.
    private static double[] PerHead(double[] table) =>
        [.. table.Chunk(Hidden / Heads).SelectMany(row => Enumerable.Repeat(row, Heads).SelectMany(same => same))];
}
