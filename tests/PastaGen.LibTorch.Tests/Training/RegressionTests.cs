using static TorchSharp.torch;

namespace PastaGen.LibTorch.Tests.Training;

public class RegressionTests
{
    [Fact]
    public void A_linear_layer_learns_the_line_it_was_shown()
    {
        using var scope = NewDisposeScope();
        manual_seed(1).Dispose();
        using var layer = nn.Linear(3, 1);
        using var optimizer = optim.AdamW(layer.parameters(), lr: 0.05);
        var truth = tensor(new float[] { 2, -1, 0.5f }).reshape(3, 1);
        var inputs = randn(64, 3);
        var targets = inputs.matmul(truth) + 0.25;
        for (var i = 0; i < 500; i++)
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.mse_loss(layer.call(inputs), targets).backward();
            optimizer.step();
        }
        Assert.True(layer.weight.allclose(truth.t(), 1e-2, 1e-2), string.Join(", ", layer.weight.data<float>().ToArray()));
        Assert.Equal(0.25f, layer.bias!.data<float>()[0], 0.01f);
    }
}
