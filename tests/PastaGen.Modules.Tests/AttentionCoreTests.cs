using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

public class AttentionCoreTests
{
    private const int Batch = 2, Queries = 3, Keys = 5, Hidden = 8, Heads = 2;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Attention_is_softmax_of_scaled_products_per_head(bool masked)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (query, key, value) = (randn(Batch, Queries, Hidden), randn(Batch, Keys, Hidden), randn(Batch, Keys, Hidden));
        long[] kept = [1, 1, 1, 1, 1, 1, 1, 0, 1, 0];
        var mask = masked ? AttentionCore.Mask(tensor(kept, [Batch, Keys]), ScalarType.Float32) : null;

        var actual = AttentionCore.Attend(query, key, value, mask, Heads, dropout: 0.5, training: false);

        var expected = Plain(Floats(query), Floats(key), Floats(value), masked ? kept : null);
        Near.Equal(expected, actual);
        Assert.Equal([Batch, Queries, Hidden], actual.shape);
    }

    [Fact]
    public void A_row_of_padding_alone_attends_evenly_and_gives_no_NaN()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var (query, key, value) = (randn(1, 1, Hidden), randn(1, Keys, Hidden), randn(1, Keys, Hidden));
        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            var mask = AttentionCore.Mask(zeros([1, Keys], dtype: ScalarType.Int64), type);
            var attended = AttentionCore.Attend(query.to(type), key.to(type), value.to(type), mask, Heads, 0, training: false);
            Near.Equal(Floats(value.mean([1])), attended.to(ScalarType.Float32), type == ScalarType.Float32 ? 1e-5 : 2e-2);
        }
    }

    [Fact]
    public void No_mask_is_made_where_nothing_is_padded() => Assert.Null(AttentionCore.Mask(null, ScalarType.Float32));

    [Fact]
    public void Dropout_acts_only_while_training()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var states = randn(Batch, Keys, Hidden);
        var still = AttentionCore.Attend(states, states, states, null, Heads, 0.5, training: false);
        Assert.True(still.equal(AttentionCore.Attend(states, states, states, null, Heads, 0.5, training: false)).all().item<bool>());
        Assert.False(still.equal(AttentionCore.Attend(states, states, states, null, Heads, 0.5, training: true)).all().item<bool>());
    }

    private static float[] Floats(Tensor tensor) => tensor.contiguous().data<float>().ToArray();

    private static float[] Plain(float[] query, float[] key, float[] value, long[]? kept)
    {
        const int size = Hidden / Heads;
        var output = new float[Batch * Queries * Hidden];
        for (var b = 0; b < Batch; b++)
            for (var q = 0; q < Queries; q++)
                for (var h = 0; h < Heads; h++)
                {
                    var scores = new double[Keys];
                    for (var k = 0; k < Keys; k++)
                    {
                        for (var i = h * size; i < (h + 1) * size; i++)
                            scores[k] += query[(b * Queries + q) * Hidden + i] * key[(b * Keys + k) * Hidden + i] / Math.Sqrt(size);
                        if (kept?[b * Keys + k] == 0) scores[k] = double.NegativeInfinity;
                    }
                    var total = scores.Sum(Math.Exp);
                    for (var k = 0; k < Keys; k++)
                        for (var i = h * size; i < (h + 1) * size; i++)
                            output[(b * Queries + q) * Hidden + i] += (float)(Math.Exp(scores[k]) / total * value[(b * Keys + k) * Hidden + i]);
                }
        return output;
    }
}
