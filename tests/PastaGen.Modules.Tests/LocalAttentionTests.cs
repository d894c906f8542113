using static PastaGen.Modules.Tests.PlainAttention;
using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

/// <summary>Attention over a window against loops over doubles, in each of its ways to compute: by the kernel, as whole rows, in blocks, for first tokens alone.</summary>
public class LocalAttentionTests
{
    // Rows of unlike length with holes and padding on the left, none; rows all alike; a row of padding alone.
    private static readonly Dictionary<string, (int Rows, long[] Mask)> Layouts = new()
    {
        ["unlike"] = (3, [1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 0, 0, 1, /**/ 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, /**/ 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]),
        ["left"] = (2, [0, 0, 0, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, /**/ 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
        ["alike"] = (2, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
        ["one row"] = (1, [1, 1, 1, 1, 1, 1, 1, 1, 1]),
        ["padding alone"] = (2, [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0]),
    };

    public static TheoryData<string, int, bool, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, bool, bool>();
            foreach (var layout in Layouts.Keys)
                foreach (var reach in new[] { 1, 2, 3, 5, 20 })
                    foreach (var firsts in new[] { false, true })
                        foreach (var composed in new[] { false, true })
                            cases.Add(layout, reach, firsts, composed);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_token_attends_to_those_near_it(string layout, int reach, bool firstTokensAlone, bool composed)
    {
        using var scope = NewDisposeScope();
        using var path = composed ? new ComposedPath() : null;
        random.manual_seed(1);
        var (count, mask) = Layouts[layout];
        using var rows = new PackedRows(mask, count, CPU);
        var (key, value) = (Leaf(rows.TokenCount), Leaf(rows.TokenCount));
        var query = Leaf(firstTokensAlone ? count : rows.TokenCount);

        var attended = LocalAttention.Attend(query, key, value, rows, reach, Heads, 0.5, training: false);
        var weight = randn(attended.shape);
        (attended * weight).sum().backward();

        Assert.Equal(query.shape, attended.shape);
        Near.Equal(Plain(query, key, value, rows, mask, reach), attended);
        var loses = Enumerable.Range(0, mask.Length).Any(place => rows.Places.Contains(place) && Seen(mask, mask.Length / count, place, reach).Length == 0);
        HasGradients((query, key, value) => Plain(query, key, value, rows, mask, reach), [query, key, value], weight, ofValuesAlone: loses);
    }

    // The engine's own gradients of what the formula says: a mask of least numbers that is added to the scores of whole rows.
    [Theory]
    [InlineData(1, false, false)]
    [InlineData(2, false, true)]
    [InlineData(3, false, true)]
    [InlineData(3, true, false)]
    [InlineData(2, true, true)]
    public void Padding_far_from_every_token_attends_evenly_to_its_whole_row_and_passes_gradients_on(int reach, bool firstTokensAlone, bool composed)
    {
        using var scope = NewDisposeScope();
        using var path = composed ? new ComposedPath() : null;
        random.manual_seed(4);
        var (count, mask) = Layouts["left"];
        var columns = mask.Length / count;
        using var rows = new PackedRows(mask, count, CPU);
        Assert.Equal(mask.Length, rows.TokenCount);
        var (key, value) = (Leaf(rows.TokenCount), Leaf(rows.TokenCount));
        var query = Leaf(firstTokensAlone ? count : rows.TokenCount);
        var weight = randn(query.shape);
        IEnumerable<Tensor> Gradients(Tensor attended) => autograd.grad([(attended * weight).sum()], [query, key, value]);

        Tensor Heads(Tensor states) => states.view(count, -1, PlainAttention.Heads, Hidden / PlainAttention.Heads).transpose(1, 2);
        var near = (arange(columns).unsqueeze(1) - arange(columns)).abs().le(reach);
        var seen = near.logical_and(tensor(mask).view(count, 1, 1, columns).gt(0)).narrow(2, 0, firstTokensAlone ? 1 : columns);
        var scores = (Heads(query).matmul(Heads(key).transpose(2, 3)) / Math.Sqrt(Hidden / PlainAttention.Heads)) + where(seen, tensor(0f), tensor(float.MinValue));
        var expected = scores.softmax(3).matmul(Heads(value)).transpose(1, 2).flatten(2, 3).flatten(0, 1);
        var found = LocalAttention.Attend(query, key, value, rows, reach, PlainAttention.Heads, 0, training: true);

        Near.Equal(Floats(value.narrow(0, 0, columns).mean([0])), found[0]);
        Near.Equal(Floats(expected), found);
        foreach (var (one, other) in Gradients(expected).Zip(Gradients(found))) Near.Equal(Floats(one), other);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dropout_acts_only_while_training(bool composed)
    {
        using var scope = NewDisposeScope();
        using var path = composed ? new ComposedPath() : null;
        random.manual_seed(3);
        using var rows = new PackedRows(Layouts["left"].Mask, 2, CPU);
        var states = randn(rows.TokenCount, Hidden);
        Tensor Attended(bool training) => LocalAttention.Attend(states, states, states, rows, reach: 2, Heads, 0.5, training);
        Assert.True(Attended(false).equal(Attended(false)).all().item<bool>());
        // Of padding that sees no token, and of a token.
        foreach (var token in new[] { 0, 10 }) Assert.False(Attended(false)[token].equal(Attended(true)[token]).all().item<bool>());
    }

    // The places that one in a place sees and that count.
    private static int[] Seen(long[] mask, int columns, int place, int reach) =>
        [.. Enumerable.Range(place / columns * columns, columns).Where(other => mask[other] == 1 && Math.Abs(other - place) <= reach)];

    // Who sees none that counts sees all of its row alike.
    private static float[] Plain(Tensor queries, Tensor keys, Tensor values, PackedRows rows, long[] mask, int reach)
    {
        var columns = mask.Length / rows.Count;
        var tokenAt = rows.Places.Select((place, token) => (place, token)).ToDictionary(pair => pair.place, pair => pair.token);
        var asked = queries.shape[0] == rows.TokenCount ? rows.Places : [.. Enumerable.Range(0, rows.Count).Select(row => row * columns)];
        return Attend(queries, keys, values, [.. asked.Select(place =>
        {
            var seen = Seen(mask, columns, place, reach);
            var places = seen.Length > 0 ? seen : [.. Enumerable.Range(place / columns * columns, columns)];
            return (places.Select(other => tokenAt[other]).ToArray(), seen.Length == 0);
        })]);
    }
}
