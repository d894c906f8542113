using static PastaGen.LibTorch.Tests.Numerics.Sample;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace PastaGen.LibTorch.Tests.Numerics;

/// <summary>Both attentions: the composed one always, libtorch's fused one where there is one.</summary>
public sealed class AttentionTests : IDisposable
{
    private const int Width = 4;
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
    private readonly double[,] query = Matrix(3, Width, 1);
    private readonly double[,] key = Matrix(5, Width, 2);
    private readonly double[,] value = Matrix(5, Width, 3);

    public void Dispose()
    {
        Attention.ForceComposed = false;
        scope.Dispose();
    }

    public static TheoryData<bool> Paths() => Attention.HasFused ? [true, false] : [true];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Without_a_mask_every_query_sees_every_key(bool composed) => AssertAttention(composed, null, null, 1e-11);

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_mask_of_truth_values_is_true_where_to_attend(bool composed)
    {
        var attend = new bool[3, 5];
        var added = new double[3, 5];
        for (var i = 0; i < 3; i++)
            for (var j = 0; j < 5; j++) (attend[i, j], added[i, j]) = (i + j) % 3 == 0 ? (false, double.NegativeInfinity) : (true, 0.0);
        AssertAttention(composed, tensor(attend), added, 1e-11);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_mask_of_numbers_is_added_to_the_scores(bool composed)
    {
        var added = Matrix(3, 5, 4);
        AssertAttention(composed, tensor(added), added, 1e-11);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Causal_attention_hides_later_keys(bool composed)
    {
        Attention.ForceComposed = composed;
        var hidden = new double[3, 5];
        for (var i = 0; i < 3; i++)
            for (var j = i + 1; j < 5; j++) hidden[i, j] = double.NegativeInfinity;
        AssertClose(Reference.Attention(query, key, value, hidden), F.scaled_dot_product_attention(Heads(query), Heads(key), Heads(value), is_casual: true)[0, 0], 1e-11);
        Assert.Throws<ArgumentException>(() => F.scaled_dot_product_attention(Heads(query), Heads(key), Heads(value), ones(3, 5), is_casual: true));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Heads_and_rows_of_a_batch_do_not_mix(bool composed)
    {
        Attention.ForceComposed = composed;
        var both = F.scaled_dot_product_attention(cat([Heads(query), Heads(Matrix(3, Width, 9))]), cat([Heads(key), Heads(key)]), cat([Heads(value), Heads(value)]));
        AssertClose(Reference.Attention(query, key, value, null), both[0, 0], 1e-11);
        AssertClose(Reference.Attention(Matrix(3, Width, 9), key, value, null), both[1, 0], 1e-11);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void In_bfloat16_the_result_is_right_to_its_precision(bool composed)
    {
        Attention.ForceComposed = composed;
        var found = F.scaled_dot_product_attention(Heads(query).bfloat16(), Heads(key).bfloat16(), Heads(value).bfloat16());
        Assert.Equal(ScalarType.BFloat16, found.dtype);
        AssertClose(Reference.Attention(query, key, value, null), found[0, 0], 0.04);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Gradients_reach_queries_keys_and_values(bool composed)
    {
        Attention.ForceComposed = composed;
        var (q, k, v) = (Heads(query), Heads(key), Heads(value));
        var weights = tensor(Matrix(3, Width, 5));
        var mask = tensor(Matrix(3, 5, 6));
        AssertGradient(one => (F.scaled_dot_product_attention(one, k, v, mask) * weights).sum(), q);
        AssertGradient(one => (F.scaled_dot_product_attention(q, one, v, mask) * weights).sum(), k);
        AssertGradient(one => (F.scaled_dot_product_attention(q, k, one, mask) * weights).sum(), v);
    }

    private void AssertAttention(bool composed, Tensor? mask, double[,]? added, double tolerance)
    {
        Attention.ForceComposed = composed;
        AssertClose(Reference.Attention(query, key, value, added), F.scaled_dot_product_attention(Heads(query), Heads(key), Heads(value), mask)[0, 0], tolerance);
    }

    private static Tensor Heads(double[,] x) => tensor(x).unsqueeze(0).unsqueeze(0);
}
