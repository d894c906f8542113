using PastaGen.LibTorch.Tests.Numerics;
using TorchSharp;
using static PastaGen.LibTorch.Tests.FusedOperators.Agreement;
using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.FusedOperators;

public sealed class AttentionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    public static TheoryData<long[], int, int> Shapes => new()
    {
        { [1], 1, 1 },
        { [1], 4, 12 },
        { [7], 3, 5 },
        { [5, 1, 9, 3], 4, 12 },
        { [64, 64], 2, 64 },
        { [17, 33, 16], 3, 32 },
        { [65, 130], 2, 24 },
        { [512, 3], 2, 64 },
    };

    private const double Single = 2e-6, Half = 1e-2;

    private static double Tolerance(ScalarType type) => type == ScalarType.Float32 ? Single : Half;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void One_tensor_of_all_projections_gives_what_the_single_operators_give(long[] lengths, int heads, int size)
    {
        var rows = new Packed(lengths, lengths, heads, size);
        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            AssertAgree(
                x => Fused.attention(x[0], rows.KeyOffsets, null, heads, 0),
                x => Split(x[0], rows, null),
                Tolerance(type), Packed.Some(lengths, 3 * rows.Hidden, 1, type));
        }
    }

    [Theory]
    [InlineData(new long[] { 7 }, 1, 3, 5)]
    [InlineData(new long[] { 5, 1, 9, 3 }, 2, 4, 12)]
    [InlineData(new long[] { 65, 130 }, 7, 2, 24)]
    [InlineData(new long[] { 300, 3 }, 64, 2, 64)]
    public void A_window_hides_the_other_keys(long[] lengths, long reach, int heads, int size)
    {
        var rows = new Packed(lengths, lengths, heads, size);
        var windows = tensor([.. lengths.SelectMany(length => Enumerable.Range(0, (int)length)
            .SelectMany(place => new[] { Math.Max(0, place - reach), Math.Min(length, place + reach + 1) }))], [lengths.Sum(), 2]);
        using var generator = new Generator(3);
        // Whoever sees itself has a key that counts.
        var mask = rand(lengths.Sum(), generator: generator).gt(0.3);
        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            foreach (var keyMask in new[] { null, mask })
            {
                var counted = keyMask is null ? ones(lengths.Sum(), 1) : keyMask.unsqueeze(1).to(ScalarType.Float32);
                AssertAgree(
                    x => Fused.attention(x[0], x[1], x[2], rows.KeyOffsets, rows.KeyOffsets, keyMask, heads, 0, windows) * counted.to(type),
                    x => rows.Composed(x[0], x[1], x[2], keyMask, windows: windows) * counted,
                    Tolerance(type), Packed.Some(lengths, rows.Hidden, 1, type), Packed.Some(lengths, rows.Hidden, 2, type), Packed.Some(lengths, rows.Hidden, 4, type));
            }
        }
    }

    [Fact]
    public void A_query_that_sees_no_key_that_counts_attends_evenly_to_its_window()
    {
        using var generator = new Generator(5);
        var states = randn(40, 4, generator: generator);
        var (offsets, mask) = (tensor([0L, 40L]), arange(40, ScalarType.Int64).ge(30));
        var windows = tensor([.. Enumerable.Range(0, 40).SelectMany(place => new[] { (long)Math.Max(0, place - 3), Math.Min(40, place + 4) })], [40, 2]);
        var attended = Fused.attention(states, states, states, offsets, offsets, mask, 1, 0, windows);
        Assert.True(attended[10].allclose(states.narrow(0, 7, 7).mean([0]), atol: 1e-6));
        Assert.True(attended.isfinite().all().item<bool>());
    }

    [Fact]
    public void Dropout_of_a_window_is_the_same_for_the_gradient()
    {
        using var generator = new Generator(6);
        var (offsets, value) = (tensor([0L, 200L]), randn(200, 8, generator: generator).requires_grad_(true));
        var zero = zeros(200, 8);
        var windows = tensor([.. Enumerable.Range(0, 200).SelectMany(place => new[] { (long)Math.Max(0, place - 9), Math.Min(200, place + 10) })], [200, 2]);
        // Scores are all 0, so the result is linear in the values and its product with them is their product with the gradient.
        var attended = Fused.attention(zero, zero, value, offsets, offsets, null, 2, 0.5, windows);
        var factors = randn(200, 8, generator: generator);
        (attended * factors).sum().backward();
        Assert.Equal((attended * factors).sum().item<float>(), (value.grad! * value).sum().item<float>(), 1e-3f);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(-1, 2)]
    [InlineData(2, 2)]
    public void A_window_lies_in_its_row(long first, long behind)
    {
        var (states, offsets) = (zeros(3, 4), tensor([0L, 3L]));
        var windows = tensor([0L, 3L, first, behind, 0L, 3L], [3, 2]);
        Assert.Contains("query 1", Assert.Throws<TorchException>(() => Fused.attention(states, states, states, offsets, offsets, null, 1, 0, windows)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Fewer_queries_than_keys_are_answered_for(long[] lengths, int heads, int size)
    {
        long[] read = [.. lengths.Select((length, i) => i % 2 == 0 ? 1 : Math.Min(2, length))];
        var rows = new Packed(read, lengths, heads, size);
        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            AssertAgree(
                x => Fused.attention(x[0], x[1], rows.QueryOffsets, rows.KeyOffsets, null, heads, 0),
                x => rows.Composed(x[0], x[1].narrow(1, 0, rows.Hidden), x[1].narrow(1, rows.Hidden, rows.Hidden), null),
                Tolerance(type), Packed.Some(read, rows.Hidden, 1, type), Packed.Some(lengths, 2 * rows.Hidden, 2, type));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Queries_keys_and_values_may_be_apart_and_more_queries_than_keys(long[] lengths, int heads, int size)
    {
        long[] read = [.. lengths.Select(length => length + 3)];
        var rows = new Packed(read, lengths, heads, size);
        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            AssertAgree(
                x => Fused.attention(x[0], x[1], x[2], rows.QueryOffsets, rows.KeyOffsets, null, heads, 0),
                x => rows.Composed(x[0], x[1], x[2], null),
                Tolerance(type), Packed.Some(read, rows.Hidden, 1, type), Packed.Some(lengths, rows.Hidden, 2, type), Packed.Some(lengths, rows.Hidden, 3, type));
        }
    }

    [Fact]
    public void Gradients_are_the_slopes_of_the_formula_in_plain_loops()
    {
        const int Queries = 3, Keys = 5, Size = 4;
        double[][,] inputs = [Sample.Matrix(Queries, Size, 1), Sample.Matrix(Keys, Size, 2), Sample.Matrix(Keys, Size, 3)];
        var weights = Sample.Matrix(Queries, Size, 4);
        Tensor[] tensors = [.. inputs.Select(input => tensor(input).to(ScalarType.Float32).requires_grad_())];
        var found = Fused.attention(tensors[0], tensors[1], tensors[2], tensor([0L, Queries]), tensor([0L, Keys]), null, 1, 0);
        (found * tensor(weights).to(ScalarType.Float32)).sum().backward();
        Sample.AssertClose(Reference.Attention(inputs[0], inputs[1], inputs[2], null), found, 1e-6);
        for (var input = 0; input < 3; input++)
        {
            var slopes = new double[inputs[input].GetLength(0), Size];
            for (var i = 0; i < slopes.GetLength(0); i++)
                for (var j = 0; j < Size; j++) slopes[i, j] = (Loss(input, i, j, 1e-5) - Loss(input, i, j, -1e-5)) / 2e-5;
            Sample.AssertClose(slopes, tensors[input].grad!, 5e-6);
        }

        double Loss(int input, int i, int j, double step)
        {
            double[][,] moved = [.. inputs.Select(one => (double[,])one.Clone())];
            moved[input][i, j] += step;
            var output = Reference.Attention(moved[0], moved[1], moved[2], null);
            return output.Cast<double>().Zip(weights.Cast<double>(), (value, weight) => value * weight).Sum();
        }
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Masked_keys_do_not_count_and_a_row_of_them_attends_evenly(ScalarType type)
    {
        long[] lengths = [6, 20, 4];
        var rows = new Packed(lengths, lengths, 2, 12);
        var mask = arange(30).remainder(3).ne(0);
        // All keys of the last row.
        mask[TensorIndex.Slice(26, 30)] = tensor(false);
        AssertAgree(
            x => Fused.attention(x[0], rows.KeyOffsets, mask, 2, 0),
            x => Split(x[0], rows, mask),
            Tolerance(type), Packed.Some(lengths, 3 * rows.Hidden, 1, type));
        // A padding token's content may be anything.
        var states = Packed.Some(lengths, 3 * rows.Hidden, 1, type);
        var other = states.clone();
        other[TensorIndex.Slice(0, 1)] = full(1, 3 * rows.Hidden, 1e4).to(type);
        var (first, second) = (Fused.attention(states, rows.KeyOffsets, mask, 2, 0), Fused.attention(other, rows.KeyOffsets, mask, 2, 0));
        Assert.True(first[TensorIndex.Slice(1, 6)].equal(second[TensorIndex.Slice(1, 6)]).all().ToBoolean());
    }

    [Fact]
    public void Inputs_may_be_parts_of_wider_tensors()
    {
        long[] lengths = [5, 8];
        var rows = new Packed(lengths, lengths, 2, 12);
        var wide = Packed.Some(lengths, 5 * rows.Hidden, 1);
        AssertAgree(
            x => Fused.attention(x[0].narrow(1, 7, rows.Hidden), x[0].narrow(1, 40, rows.Hidden), x[0].narrow(1, 65, rows.Hidden), rows.QueryOffsets, rows.KeyOffsets, null, 2, 0),
            x => rows.Composed(x[0].narrow(1, 7, rows.Hidden), x[0].narrow(1, 40, rows.Hidden), x[0].narrow(1, 65, rows.Hidden), null),
            Single, wide);
        AssertAgree(
            x => Fused.attention(x[0].t(), rows.KeyOffsets, null, 2, 0),
            x => Split(x[0].t(), rows, null),
            Single, Packed.Some(lengths, 3 * rows.Hidden, 1).t().contiguous());
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Dropout_drops_probabilities_and_the_gradient_finds_the_same_ones(ScalarType type)
    {
        // Values that are unit vectors show the probabilities themselves; these attend evenly.
        const double P = 0.4;
        long[] lengths = [40, 9, 70];
        var rows = new Packed(lengths, lengths, 2, 72);
        var units = cat([.. lengths.Select(length => eye(length, 72).repeat(1, 2))]).to(type);
        manual_seed(7);
        var shown = Fused.attention(zeros_like(units), zeros_like(units), units, rows.QueryOffsets, rows.KeyOffsets, null, 2, P);
        var starts = rows.KeyOffsets.data<long>().ToArray();
        // [heads, queries, keys]
        Tensor Factors(int row) => shown.narrow(0, starts[row], lengths[row]).view(-1, 2, 72).transpose(0, 1).narrow(2, 0, lengths[row]).gt(0).to(ScalarType.Float64) / (1 - P);
        var kept = cat([.. Enumerable.Range(0, 3).Select(row => Factors(row).flatten())]).gt(0).to(ScalarType.Float64).mean().ToDouble();
        Assert.InRange(kept, 1 - P - 0.02, 1 - P + 0.02);
        Assert.False(Factors(0)[0].equal(Factors(0)[1]).all().ToBoolean());
        AssertAgree(
            x =>
            {
                manual_seed(7);
                return Fused.attention(x[0], x[1], x[2], rows.QueryOffsets, rows.KeyOffsets, null, 2, P);
            },
            x => rows.Composed(x[0], x[1], x[2], null, Factors),
            Tolerance(type), Packed.Some(lengths, rows.Hidden, 1, type), Packed.Some(lengths, rows.Hidden, 2, type), Packed.Some(lengths, rows.Hidden, 3, type));
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_its_name()
    {
        var states = zeros(4, 36);
        AssertRefused("must rise from 0 to the number of tokens, 4", () => Fused.attention(states, tensor([0L, 3L]), null, 3, 0));
        AssertRefused("must rise", () => Fused.attention(states, tensor([0L, 3L, 2L, 4L]), null, 3, 0));
        AssertRefused("5 heads do not divide a width of 12", () => Fused.attention(states, tensor([0L, 4L]), null, 5, 0));
        AssertRefused("'key_mask' must be one contiguous list of bool", () => Fused.attention(states, tensor([0L, 4L]), ones(3, ScalarType.Bool), 3, 0));
        AssertRefused("dropout must be between 0 and 1", () => Fused.attention(states, tensor([0L, 4L]), null, 3, 1.5));
        AssertRefused("'query_key_value' must be [tokens, 3 * hidden]", () => Fused.attention(zeros(4, 35), tensor([0L, 4L]), null, 3, 0));
        AssertRefused("'key_value' must be [tokens, 72]", () => Fused.attention(states, zeros(4, 36), tensor([0L, 4L]), tensor([0L, 4L]), null, 3, 0));
        AssertRefused("row 1 has queries and no keys", () => Fused.attention(states, zeros(4, 72), tensor([0L, 2L, 4L]), tensor([0L, 4L, 4L]), null, 3, 0));
        AssertRefused("float32 or bfloat16", () => Fused.attention(states.@double(), tensor([0L, 4L]), null, 3, 0));

        static void AssertRefused(string part, Func<Tensor> call) => Assert.Contains(part, Assert.Throws<TorchException>(call).Message, StringComparison.Ordinal);
    }

    private static Tensor Split(Tensor all, Packed rows, Tensor? mask) =>
        rows.Composed(all.narrow(1, 0, rows.Hidden), all.narrow(1, rows.Hidden, rows.Hidden), all.narrow(1, 2 * rows.Hidden, rows.Hidden), mask);
}
