using TorchSharp.Modules;
using static PastaGen.LibTorch.Tests.Numerics.Sample;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace PastaGen.LibTorch.Tests.Numerics;

public sealed class FunctionalTests : IDisposable
{
    private const double Single = 2e-6;
    private const double Double = 1e-11;
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(ScalarType.Float32, Single)]
    [InlineData(ScalarType.Float64, Double)]
    public void Linear_is_the_product_with_the_transposed_weight_plus_the_bias(ScalarType type, double tolerance)
    {
        double[,] x = Matrix(5, 7, 1), w = Matrix(3, 7, 2);
        var b = Vector(3, 3);
        AssertClose(Reference.Linear(x, w, b), F.linear(tensor(x, type), tensor(w, type), tensor(b, type)), tolerance * 4);
    }

    [Theory]
    [InlineData(ScalarType.Float32, Single)]
    [InlineData(ScalarType.Float64, Double)]
    public void Layer_norm_subtracts_the_mean_and_divides_by_the_deviation(ScalarType type, double tolerance)
    {
        var x = Matrix(4, 9, 4);
        double[] weight = Vector(9, 5), bias = Vector(9, 6);
        AssertClose(Reference.LayerNorm(x, weight, bias, 1e-5), F.layer_norm(tensor(x, type), [9], tensor(weight, type), tensor(bias, type)), tolerance * 4);
        AssertClose(Reference.LayerNorm(x, weight, bias, 0.1), F.layer_norm(tensor(x, type), [9], tensor(weight, type), tensor(bias, type), 0.1), tolerance * 4);
    }

    [Fact]
    public void Gelu_has_its_exact_and_its_tanh_form()
    {
        double[] x = [-6, -2.5, -1, -0.1, 0, 0.3, 1, 2.5, 6];
        AssertClose([.. x.Select(Reference.Gelu)], F.gelu(tensor(x)), 1e-9);
        AssertClose([.. x.Select(Reference.GeluTanh)], F.gelu(tensor(x), GELU.Approximate.tanh), 1e-12);
        AssertClose([.. x.Select(Reference.GeluTanh)], nn.GELU(GELU.Approximate.tanh).call(tensor(x)), 1e-12);
        AssertClose([.. x.Select(Reference.Gelu)], nn.GELU().call(tensor(x)), 1e-9);
        Assert.True(Math.Abs(Reference.Gelu(1) - Reference.GeluTanh(1)) > 1e-5);
    }

    [Fact]
    public void Activations_follow_their_formulas()
    {
        var x = Vector(20, 7);
        AssertClose([.. x.Select(v => Math.Max(0, v))], F.relu(tensor(x)), 0);
        AssertClose([.. x.Select(v => v / (1 + Math.Exp(-v)))], F.silu(tensor(x)), Double);
        AssertClose([.. x.Select(Math.Tanh)], F.tanh(tensor(x)), Double);
        AssertClose([.. x.Select(v => 1 / (1 + Math.Exp(-v)))], F.sigmoid(tensor(x)), Double);
        AssertClose([.. x.Select(v => Math.Log(1 + Math.Exp(v)))], F.softplus(tensor(x)), Double);
    }

    [Fact]
    public void Softmax_and_its_logarithm_run_along_the_dimension_that_is_named()
    {
        var x = Matrix(4, 6, 8);
        AssertClose(Reference.Softmax(x), F.softmax(tensor(x), -1), Double);
        AssertClose(Reference.Softmax(x), F.softmax(tensor(x).t(), 0).t(), Double);
        AssertClose(Reference.Softmax(x), F.log_softmax(tensor(x), 1).exp(), Double);
    }

    [Fact]
    public void Cross_entropy_knows_weights_ignored_targets_and_smoothing()
    {
        var scores = Matrix(6, 4, 9);
        long[] targets = [0, 3, -100, 2, 1, 3];
        double[] weights = [0.5, 2, 1, 0.25];
        foreach (var smoothing in new[] { 0, 0.1 })
            foreach (var weighted in new[] { false, true })
            {
                var (sum, total) = Reference.CrossEntropy(scores, targets, weighted ? weights : null, -100, smoothing);
                using var weight = weighted ? tensor(weights) : null;
                AssertClose([sum / total], F.cross_entropy(tensor(scores), tensor(targets), weight, label_smoothing: smoothing), Double);
                AssertClose([sum], F.cross_entropy(tensor(scores), tensor(targets), weight, reduction: nn.Reduction.Sum, label_smoothing: smoothing), Double);
            }
        var without = Reference.CrossEntropy(scores, targets[..2], null, 3, 0);
        AssertClose([without.Sum / without.Weight], nn.CrossEntropyLoss(ignore_index: 3).call(tensor(scores)[..2], tensor(targets[..2])), Double);
    }

    [Fact]
    public void Squared_error_and_binary_cross_entropy_follow_their_formulas()
    {
        double[] x = Vector(8, 10), y = Vector(8, 11), truth = [0, 1, 1, 0, 1, 0, 0, 1], positive = [1, 2, 3, 4, 5, 6, 7, 8];
        AssertClose([x.Zip(y, (a, b) => (a - b) * (a - b)).Average()], nn.MSELoss().call(tensor(x), tensor(y)), Double);
        AssertClose([.. x.Zip(y, (a, b) => (a - b) * (a - b))], F.mse_loss(tensor(x), tensor(y), nn.Reduction.None), Double);
        double Loss(int i) => -(positive[i] * truth[i] * Math.Log(1 / (1 + Math.Exp(-x[i]))) + (1 - truth[i]) * Math.Log(1 - 1 / (1 + Math.Exp(-x[i]))));
        AssertClose([.. Enumerable.Range(0, 8).Select(Loss)], F.binary_cross_entropy_with_logits(tensor(x), tensor(truth), reduction: nn.Reduction.None, pos_weights: tensor(positive)), Double);
        AssertClose([Enumerable.Range(0, 8).Average(Loss)], nn.BCEWithLogitsLoss(pos_weights: tensor(positive)).call(tensor(x), tensor(truth)), Double);
    }

    [Fact]
    public void Normalize_divides_by_the_norm_and_one_hot_marks_a_place()
    {
        var x = Matrix(3, 5, 12);
        var found = F.normalize(tensor(x)).data<double>();
        for (var i = 0; i < 3; i++)
            for (var j = 0; j < 5; j++) Assert.Equal(x[i, j] / Math.Sqrt(Reference.Row(x, i).Sum(v => v * v)), found[i, j], 12);
        Assert.Equal([0L, 0, 1, 0, 1, 0, 0, 0], F.one_hot(tensor(new long[] { 2, 0 }), 4).data<long>().ToArray());
    }

    [Fact]
    public void Dropout_scales_what_it_keeps_and_does_nothing_in_use()
    {
        manual_seed(3).Dispose();
        var x = ones(10_000);
        var kept = F.dropout(x, 0.25).data<float>().ToArray();
        Assert.All(kept, value => Assert.True(value is 0 || Math.Abs(value - 1 / 0.75f) < 1e-6));
        Assert.InRange(kept.Count(value => value == 0), 2300, 2700);
        using var module = nn.Dropout(0.25);
        module.eval();
        Assert.True(module.call(x).Equals(x));
        Assert.True(F.dropout(x, 0.25, training: false).Equals(x));
    }

    [Fact]
    public void Gradients_agree_with_finite_differences()
    {
        var x = tensor(Matrix(3, 4, 13));
        var weights = tensor(Matrix(3, 4, 14));
        AssertGradient(v => (F.gelu(v) * weights).sum(), x);
        AssertGradient(v => (F.gelu(v, GELU.Approximate.tanh) * weights).sum(), x);
        AssertGradient(v => (F.silu(v) * weights).sum(), x);
        AssertGradient(v => (F.softmax(v, -1) * weights).sum(), x);
        AssertGradient(v => (F.layer_norm(v, [4], weights[0], weights[1]) * weights).sum(), x);
        AssertGradient(v => (F.linear(v, weights).matmul(weights)).pow(2).sum(), x);
        AssertGradient(v => F.cross_entropy(v, tensor(new long[] { 1, 3, 0 }), label_smoothing: 0.1), x);
        AssertGradient(v => v[1..].pow(3).sum() + v[.., 2].exp().sum() + v.index_select(0, tensor(new long[] { 0, 0, 2 })).pow(2).sum(), x);
    }
}
