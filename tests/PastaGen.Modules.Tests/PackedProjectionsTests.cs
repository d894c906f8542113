using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

public class PackedProjectionsTests
{
    private const int Hidden = 8, Heads = 2;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_product_gives_what_three_linears_give(bool firstTokensAlone)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var linears = Linears();
        using var rows = new PackedRows([1, 1, 1, 1, 0, 0], rows: 2, CPU);
        var hidden = randn(4, Hidden);
        var read = firstTokensAlone ? rows.First(hidden) : hidden;
        var expected = Floats(AttentionCore.Attend(linears[0].forward(read), linears[1].forward(hidden), linears[2].forward(hidden), rows, Heads, 0, training: false));

        using var projections = new PackedProjections(linears[0], linears[1], linears[2]);
        var attended = projections.Attend(hidden, read, rows, Heads, 0, training: false);

        Assert.Equal([firstTokensAlone ? 2 : 4, Hidden], attended.shape);
        Near.Equal(expected, attended);
    }

    [Fact]
    public void The_linears_share_the_packed_matrix_and_follow_a_reload()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var linears = Linears();
        using var rows = new PackedRows([1, 1], rows: 2, CPU);
        var hidden = randn(2, Hidden);
        using var projections = new PackedProjections(linears[0], linears[1], linears[2]);
        projections.Attend(hidden, hidden, rows, Heads, 0, training: false);
        foreach (var linear in linears) Assert.False(linear.weight.requires_grad);

        foreach (var linear in linears)
        {
            linear.weight = new Parameter(randn(Hidden, Hidden), requires_grad: false);
            linear.bias = new Parameter(randn(Hidden), requires_grad: false);
        }
        // A row of one token attends to itself alone.
        var expected = Floats(linears[2].forward(hidden));
        Near.Equal(expected, projections.Attend(hidden, hidden, rows, Heads, 0, training: false));
    }

    private static Linear[] Linears()
    {
        var linears = Enumerable.Range(0, 3).Select(_ => nn.Linear(Hidden, Hidden)).ToArray();
        foreach (var parameter in linears.SelectMany(linear => linear.parameters())) parameter.requires_grad_(false);
        return linears;
    }

    private static float[] Floats(Tensor tensor) => tensor.contiguous().data<float>().ToArray();
}
