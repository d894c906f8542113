using PastaGen.LibTorch.Tests.Numerics;
using TorchSharp;
using static PastaGen.LibTorch.Tests.FusedOperators.Agreement;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace PastaGen.LibTorch.Tests.FusedOperators;

public sealed class NormalizationTests : IDisposable
{
    private const double Epsilon = 1e-5;
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    public static TheoryData<long[], ScalarType> Shapes => new()
    {
        { [1, 3], ScalarType.Float32 },
        { [7, 48], ScalarType.Float32 },
        { [2, 19, 768], ScalarType.Float32 },
        { [1, 3], ScalarType.BFloat16 },
        { [7, 48], ScalarType.BFloat16 },
        { [2, 19, 768], ScalarType.BFloat16 },
    };

    private static double Tolerance(ScalarType type) => type == ScalarType.Float32 ? 2e-6 : 1e-2;

    private static Tensor Some(long[] shape, long seed, ScalarType type = ScalarType.Float32)
    {
        using var generator = new Generator((ulong)seed);
        return randn(shape, generator: generator).to(type);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_norm_of_a_sum_gives_what_the_single_operators_give(long[] shape, ScalarType type)
    {
        var width = shape[^1];
        AssertAgree(
            x => Fused.dropout_add_norm(x[0], x[1], x[2], x[3], Epsilon, 0),
            // The sum is kept in the inputs' type.
            x => F.layer_norm((x[0] + x[1]).to(type).to(ScalarType.Float64), [width], x[2], x[3], Epsilon),
            Tolerance(type), Some(shape, 1, type), Some(shape, 2, type), Some([width], 3, type), Some([width], 4, type));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_norm_of_one_tensor_gives_what_the_single_operator_gives(long[] shape, ScalarType type)
    {
        var width = shape[^1];
        AssertAgree(
            x => Fused.layer_norm(x[0], x[1], x[2], Epsilon),
            x => F.layer_norm(x[0], [width], x[1], x[2], Epsilon),
            Tolerance(type), Some(shape, 1, type) * 3 + 5, Some([width], 3, type), Some([width], 4, type));
    }

    [Fact]
    public void A_bfloat16_state_takes_trained_norms_in_float32()
    {
        var (state, residual) = (Some([9, 40], 1, ScalarType.BFloat16), Some([9, 40], 2, ScalarType.BFloat16));
        var (gain, bias) = (Some([40], 3).requires_grad_(), Some([40], 4).requires_grad_());
        Fused.dropout_add_norm(state, residual, gain, bias, Epsilon, 0).sum().backward();
        Assert.Equal([ScalarType.Float32, ScalarType.Float32], [gain.grad!.dtype, bias.grad!.dtype]);
        AssertNear(full(40, 9.0), bias.grad!, 1e-6);
    }

    [Fact]
    public void Gradients_are_the_slopes_of_the_formula_in_plain_loops()
    {
        const int Rows = 3, Width = 5;
        double[][,] inputs = [Sample.Matrix(Rows, Width, 1), Sample.Matrix(Rows, Width, 2), Sample.Matrix(1, Width, 3), Sample.Matrix(1, Width, 4)];
        var weights = Sample.Matrix(Rows, Width, 5);
        Tensor[] tensors = [.. inputs.Select((input, i) => (i < 2 ? tensor(input) : tensor(Reference.Row(input, 0))).to(ScalarType.Float32).requires_grad_())];
        (Fused.dropout_add_norm(tensors[0], tensors[1], tensors[2], tensors[3], Epsilon, 0) * tensor(weights).to(ScalarType.Float32)).sum().backward();
        for (var input = 0; input < 4; input++)
        {
            var slopes = new List<double>();
            for (var i = 0; i < inputs[input].GetLength(0); i++)
                for (var j = 0; j < Width; j++) slopes.Add((Loss(input, i, j, 1e-5) - Loss(input, i, j, -1e-5)) / 2e-5);
            Sample.AssertClose([.. slopes], tensors[input].grad!.flatten(), 1e-5);
        }

        double Loss(int input, int i, int j, double step)
        {
            double[][,] moved = [.. inputs.Select(one => (double[,])one.Clone())];
            moved[input][i, j] += step;
            var sum = new double[Rows, Width];
            for (var row = 0; row < Rows; row++)
                for (var column = 0; column < Width; column++) sum[row, column] = moved[0][row, column] + moved[1][row, column];
            var output = Reference.LayerNorm(sum, Reference.Row(moved[2], 0), Reference.Row(moved[3], 0), Epsilon);
            return output.Cast<double>().Zip(weights.Cast<double>(), (value, weight) => value * weight).Sum();
        }
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Dropout_acts_on_the_output_alone_and_the_gradient_finds_the_same_elements(ScalarType type)
    {
        const double P = 0.3;
        long[] shape = [37, 53];
        var (gain, bias) = (Some([53], 3, type), Some([53], 4, type));
        // The gradients of the two parts differ by the mask alone.
        var (output, residual) = (Some(shape, 1, type).requires_grad_(), Some(shape, 2, type).requires_grad_());
        manual_seed(3);
        Fused.dropout_add_norm(output, residual, gain, bias, Epsilon, P).backward([Some(shape, 5, type)]);
        var kept = output.grad!.ne(0).logical_or(residual.grad!.eq(0)).to(ScalarType.Float64);
        Assert.InRange(kept.mean().ToDouble(), 1 - P - 0.04, 1 - P + 0.04);
        AssertAgree(
            x =>
            {
                manual_seed(3);
                return Fused.dropout_add_norm(x[0], x[1], gain, bias, Epsilon, P);
            },
            x => F.layer_norm((x[0] * kept / (1 - P) + x[1]).to(type).to(ScalarType.Float64), [53], gain.@double(), bias.@double(), Epsilon),
            Tolerance(type), Some(shape, 1, type), Some(shape, 2, type));
    }

    [Fact]
    public void Tensors_in_any_order_of_memory_are_taken()
    {
        var (gain, bias) = (Some([12], 3), Some([12], 4));
        AssertAgree(
            x => Fused.dropout_add_norm(x[0].t(), x[1].narrow(1, 3, 12), gain, bias, Epsilon, 0).t(),
            x => F.layer_norm(x[0].t() + x[1].narrow(1, 3, 12), [12], gain.@double(), bias.@double(), Epsilon).t(),
            2e-6, Some([12, 5], 1), Some([5, 20], 2));
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_its_name()
    {
        Refused("output and residual must have one shape", () => Fused.dropout_add_norm(zeros(2, 3), zeros(3, 3), ones(3), zeros(3), Epsilon, 0));
        Refused("'residual' is", () => Fused.dropout_add_norm(zeros(2, 3), zeros(2, 3).bfloat16(), ones(3), zeros(3), Epsilon, 0));
        Refused("gain and bias must have the width", () => Fused.layer_norm(zeros(2, 3), ones(4), zeros(4), Epsilon));

        static void Refused(string part, Func<Tensor> call) => Assert.Contains(part, Assert.Throws<TorchException>(call).Message, StringComparison.Ordinal);
    }
}
