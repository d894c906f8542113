using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

[Collection(ComposedPath.Collection)]
public class AttentionCoreTests
{
    private const int Hidden = 8, Heads = 2;

    // Rows of unlike length, a hole, padding on the left, a row of padding alone; rows all alike; rows of one token.
    private static readonly Dictionary<string, (int Rows, long[] Mask)> Layouts = new()
    {
        ["unlike"] = (3, [1, 1, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1]),
        ["left"] = (3, [1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 0, 0]),
        ["padding alone"] = (2, [0, 0, 0, 1, 1, 0]),
        ["alike"] = (2, [1, 1, 1, 1, 1, 1]),
        ["one token"] = (3, [1, 1, 1]),
    };

    public static TheoryData<string, bool, string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool, string, bool>();
            foreach (var layout in Layouts.Keys)
                foreach (var form in new[] { "three products", "two products", "one product" })
                    foreach (var composed in new[] { false, true })
                    {
                        cases.Add(layout, false, form, composed);
                        if (form != "one product") cases.Add(layout, true, form, composed);
                    }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_row_attends_to_its_own_tokens_by_softmax_of_scaled_products(string layout, bool firstTokensAlone, string form, bool composed)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (count, mask) = Layouts[layout];
        using var rows = new PackedRows(mask, count, CPU);
        var (key, value) = (Leaf(rows.TokenCount), Leaf(rows.TokenCount));
        var query = Leaf(firstTokensAlone ? count : rows.TokenCount);

        using var path = composed ? new ComposedPath() : null;
        var attended = Attend(form, query, key, value, rows);
        var weight = randn(attended.shape);
        (attended * weight).sum().backward();

        Assert.Equal(query.shape, attended.shape);
        Near.Equal(Plain(query, key, value, rows, mask), attended);
        // The gradient along the state itself, by a central difference of the plain sums: (f(x + d x) - f(x - d x)) / 2d.
        // Scores of a row of padding alone are lost in rounding, which a gradient does not see.
        foreach (var leaf in layout == "padding alone" ? [value] : new[] { query, key, value })
        {
            double Moved(double step)
            {
                var moved = (Tensor state) => ReferenceEquals(state, leaf) ? state.detach() * (1 + step) : state.detach();
                return Plain(moved(query), moved(key), moved(value), rows, mask).Zip(Floats(weight), (a, b) => (double)a * b).Sum();
            }
            var expected = (Moved(1e-2) - Moved(-1e-2)) / 2e-2;
            var actual = (leaf.grad! * leaf.detach()).sum().item<float>();
            Assert.True(Math.Abs(expected - actual) < 2e-3 * (1 + Math.Abs(expected)), $"expected {expected}, found {actual}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_row_of_padding_alone_attends_evenly_and_gives_no_NaN(bool composed)
    {
        using var scope = NewDisposeScope();
        using var path = composed ? new ComposedPath() : null;
        random.manual_seed(2);
        using var rows = new PackedRows(new long[5], rows: 1, CPU);
        var (query, key, value) = (randn(1, Hidden), randn(5, Hidden), randn(5, Hidden));
        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            var attended = AttentionCore.Attend(query.to(type), key.to(type), value.to(type), rows, Heads, 0, training: false);
            Near.Equal(Floats(value.mean([0])), attended.to(ScalarType.Float32), type == ScalarType.Float32 ? 1e-5 : 2e-2);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dropout_acts_only_while_training(bool composed)
    {
        using var scope = NewDisposeScope();
        using var path = composed ? new ComposedPath() : null;
        random.manual_seed(3);
        using var rows = new PackedRows([1, 1, 1, 1, 1, 0], rows: 2, CPU);
        var states = randn(5, Hidden);
        Tensor Attended(bool training) => AttentionCore.Attend(states, states, states, rows, Heads, 0.5, training);
        var still = Attended(false);
        Assert.True(still.equal(Attended(false)).all().item<bool>());
        Assert.False(still.equal(Attended(true)).all().item<bool>());
    }

    private static Tensor Attend(string form, Tensor query, Tensor key, Tensor value, PackedRows rows) => form switch
    {
        "three products" => AttentionCore.Attend(query, key, value, rows, Heads, 0.5, training: false),
        "two products" => AttentionCore.Attend(query, cat([key, value], 1), rows, Heads, 0.5, training: false),
        _ => AttentionCore.Attend(cat([query, key, value], 1), rows, Heads, 0.5, training: false),
    };

    private static Tensor Leaf(int tokens) => randn(tokens, Hidden).requires_grad_(true);

    private static float[] Floats(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();

    private static float[] Plain(Tensor queries, Tensor keys, Tensor values, PackedRows rows, long[] mask)
    {
        const int size = Hidden / Heads;
        var (query, key, value, offsets) = (Floats(queries), Floats(keys), Floats(values), rows.Offsets.data<long>().ToArray());
        var output = new float[query.Length];
        for (var row = 0; row < rows.Count; row++)
        {
            var tokens = Enumerable.Range((int)offsets[row], (int)(offsets[row + 1] - offsets[row])).ToArray();
            var counting = tokens.Where(token => mask[rows.Places[token]] == 1).ToArray();
            if (counting.Length > 0) tokens = counting;
            var asked = queries.shape[0] == rows.TokenCount ? Enumerable.Range((int)offsets[row], (int)(offsets[row + 1] - offsets[row])) : [row];
            foreach (var q in asked)
                for (var h = 0; h < Heads; h++)
                {
                    var scores = tokens.Select(k => counting.Length == 0 ? 0
                        : Enumerable.Range(h * size, size).Sum(i => (double)query[(q * Hidden) + i] * key[(k * Hidden) + i]) / Math.Sqrt(size)).ToArray();
                    var total = scores.Sum(Math.Exp);
                    for (var k = 0; k < tokens.Length; k++)
                        for (var i = h * size; i < (h + 1) * size; i++)
                            output[(q * Hidden) + i] += (float)(Math.Exp(scores[k]) / total * value[(tokens[k] * Hidden) + i]);
                }
        }
        return output;
    }
}
