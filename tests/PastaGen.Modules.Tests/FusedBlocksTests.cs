using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

/// <summary>The kernels against what is composed of the engine's operators.</summary>
public class FusedBlocksTests
{
    private const int Tokens = 7, Hidden = 24;

    public static TheoryData<string> Blocks => ["residual norm", "gelu", "gelu by tanh", "gate", "gate by tanh", "rotation"];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Outputs_and_gradients_are_those_of_the_composed_form(string block)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var norm = nn.LayerNorm(Hidden);
        nn.init.normal_(norm.weight);
        nn.init.normal_(norm.bias!);
        using var rows = new PackedRows([.. Enumerable.Repeat(1L, Tokens)], 1, CPU);
        float[][] values = [Floats(randn(Tokens, Hidden)), Floats(randn(Tokens, Hidden)), Floats(randn(Tokens, Hidden))];

        (float[] Output, float[] Gradient, float[] Residual) Computed()
        {
            var (input, residual) = (tensor(values[0], [Tokens, Hidden], requires_grad: true), tensor(values[1], [Tokens, Hidden], requires_grad: true));
            var output = block switch
            {
                "residual norm" => ResidualNorm.Apply(norm, input, residual, dropout: 0.5, training: false),
                "gelu" => Activation.Gelu.Apply(input),
                "gelu by tanh" => Activation.GeluTanh.Apply(input),
                "gate" => Activation.Gelu.ApplyWithGate(input),
                "gate by tanh" => Activation.GeluTanh.ApplyWithGate(input),
                _ => RotaryPositions.Rotate(input, rows, headCount: 3, theta: 100),
            };
            (output * tensor(values[2], [Tokens, Hidden]).narrow(1, 0, output.shape[1])).sum().backward();
            return (Floats(output), Floats(input.grad!), residual.grad is { } grad ? Floats(grad) : []);
        }

        var fused = Computed();
        using var path = new ComposedPath();
        var composed = Computed();
        Near.Equal(composed.Output, tensor(fused.Output));
        Near.Equal(composed.Gradient, tensor(fused.Gradient));
        if (composed.Residual.Length > 0) Near.Equal(composed.Residual, tensor(fused.Residual));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dropout_keeps_the_mean_acts_only_while_training_and_follows_the_seed(bool composed)
    {
        using var scope = NewDisposeScope();
        using var path = composed ? new ComposedPath() : null;
        var states = ones(200, 200);
        Assert.Equal(Floats(states), Floats(RandomDropout.Apply(states, 0.25, training: false)));

        float[] Drawn()
        {
            random.manual_seed(3);
            return Floats(RandomDropout.Apply(states, 0.25, training: true));
        }

        var dropped = Drawn();
        Assert.Equal(dropped, Drawn());
        Assert.All(dropped.Distinct(), value => Assert.True(value == 0 || Math.Abs(value - (1 / 0.75)) < 1e-4));
        Assert.InRange(dropped.Average(), 0.98, 1.02);
    }

    private static float[] Floats(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();
}
