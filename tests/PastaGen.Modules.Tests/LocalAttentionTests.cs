using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

/// <summary>Attention over a window against loops over doubles, in each of its ways to compute: by the kernel, as whole rows, in blocks, for first tokens alone.</summary>
[Collection(ComposedPath.Collection)]
public class LocalAttentionTests
{
    private const int Hidden = 8, Heads = 2;

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
        // What a token that does not count is given is nobody's business.
        var columns = mask.Length / count;
        var asked = firstTokensAlone ? [.. Enumerable.Range(0, count).Select(row => row * columns)] : rows.Places;
        var weight = randn(attended.shape) * tensor([.. asked.Select(place => (float)mask[place])]).unsqueeze(1);
        (attended * weight).sum().backward();

        Assert.Equal(query.shape, attended.shape);
        Assert.All(Floats(attended), number => Assert.True(float.IsFinite(number)));
        Near.Equal(Plain(query, key, value, rows, mask, reach), (attended * tensor([.. asked.Select(place => (float)mask[place])]).unsqueeze(1)));
        foreach (var leaf in new[] { query, key, value })
        {
            double Moved(double step)
            {
                var moved = (Tensor state) => ReferenceEquals(state, leaf) ? state.detach() * (1 + step) : state.detach();
                return Plain(moved(query), moved(key), moved(value), rows, mask, reach).Zip(Floats(weight), (a, b) => (double)a * b).Sum();
            }
            var expected = (Moved(1e-2) - Moved(-1e-2)) / 2e-2;
            var actual = (leaf.grad! * leaf.detach()).sum().item<float>();
            Assert.True(Math.Abs(expected - actual) < 2e-3 * (1 + Math.Abs(expected)), $"expected {expected}, found {actual}");
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
        using var rows = new PackedRows(Layouts["alike"].Mask, 2, CPU);
        var states = randn(rows.TokenCount, Hidden);
        Tensor Attended(bool training) => LocalAttention.Attend(states, states, states, rows, reach: 2, Heads, 0.5, training);
        Assert.True(Attended(false).equal(Attended(false)).all().item<bool>());
        Assert.False(Attended(false).equal(Attended(true)).all().item<bool>());
    }

    private static Tensor Leaf(int tokens) => randn(tokens, Hidden).requires_grad_(true);

    private static float[] Floats(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();

    // 0 for tokens that do not count.
    private static float[] Plain(Tensor queries, Tensor keys, Tensor values, PackedRows rows, long[] mask, int reach)
    {
        const int size = Hidden / Heads;
        var (query, key, value) = (Floats(queries), Floats(keys), Floats(values));
        var columns = mask.Length / rows.Count;
        var tokenAt = rows.Places.Select((place, token) => (place, token)).ToDictionary(pair => pair.place, pair => pair.token);
        var asked = queries.shape[0] == rows.TokenCount ? rows.Places.ToArray() : [.. Enumerable.Range(0, rows.Count).Select(row => row * columns)];
        var output = new float[query.Length];
        for (var q = 0; q < asked.Length; q++)
        {
            if (mask[asked[q]] == 0) continue;
            var seen = Enumerable.Range(asked[q] / columns * columns, columns).Where(place => mask[place] == 1 && Math.Abs(place - asked[q]) <= reach).ToArray();
            for (var h = 0; h < Heads; h++)
            {
                var scores = seen.Select(place =>
                    Enumerable.Range(h * size, size).Sum(i => (double)query[(q * Hidden) + i] * key[(tokenAt[place] * Hidden) + i]) / Math.Sqrt(size)).ToArray();
                var total = scores.Sum(Math.Exp);
                for (var k = 0; k < seen.Length; k++)
                    for (var i = h * size; i < (h + 1) * size; i++)
                        output[(q * Hidden) + i] += (float)(Math.Exp(scores[k]) / total * value[(tokenAt[seen[k]] * Hidden) + i]);
            }
        }
        return output;
    }
}
