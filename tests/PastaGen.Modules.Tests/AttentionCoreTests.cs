using static PastaGen.Modules.Tests.PlainAttention;
using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

public class AttentionCoreTests
{
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
        var attended = Attended(form, query, key, value, rows);
        var weight = randn(attended.shape);
        (attended * weight).sum().backward();

        Assert.Equal(query.shape, attended.shape);
        Near.Equal(Plain(query, key, value, rows, mask), attended);
        HasGradients((query, key, value) => Plain(query, key, value, rows, mask), [query, key, value], weight, ofValuesAlone: layout == "padding alone");
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

    private static Tensor Attended(string form, Tensor query, Tensor key, Tensor value, PackedRows rows) => form switch
    {
        "three products" => AttentionCore.Attend(query, key, value, rows, Heads, 0.5, training: false),
        "two products" => AttentionCore.Attend(query, cat([key, value], 1), rows, Heads, 0.5, training: false),
        _ => AttentionCore.Attend(cat([query, key, value], 1), rows, Heads, 0.5, training: false),
    };

    // A row in which none counts is seen alike.
    private static float[] Plain(Tensor queries, Tensor keys, Tensor values, PackedRows rows, long[] mask)
    {
        var ofFirsts = queries.shape[0] != rows.TokenCount;
        var seen = rows.Bounds.SelectMany(bounds =>
        {
            var tokens = Enumerable.Range(bounds.Start, bounds.End - bounds.Start).ToArray();
            var counting = tokens.Where(token => mask[rows.Places[token]] == 1).ToArray();
            return Enumerable.Repeat((counting.Length > 0 ? counting : tokens, counting.Length == 0), ofFirsts ? 1 : tokens.Length);
        });
        return PlainAttention.Attend(queries, keys, values, [.. seen]);
    }
}
