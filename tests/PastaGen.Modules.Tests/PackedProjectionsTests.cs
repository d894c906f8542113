using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules.Tests;

public class PackedProjectionsTests
{
    private const int Hidden = 8;

    [Fact]
    public void One_product_gives_what_three_linears_give()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var linears = Linears();
        var hidden = randn(2, 5, Hidden);
        var expected = linears.Select(linear => Floats(linear.forward(hidden))).ToArray();

        using var projections = new PackedProjections(linears[0], linears[1], linears[2]);
        var (query, key, value) = projections.Project(hidden, hidden);

        Near.Equal(expected[0], query);
        Near.Equal(expected[1], key);
        Near.Equal(expected[2], value);
    }

    [Fact]
    public void Queries_may_be_made_from_fewer_positions()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var linears = Linears();
        var hidden = randn(2, 5, Hidden);
        var first = hidden.narrow(1, 0, 1);
        var expected = Floats(linears[0].forward(first));
        using var projections = new PackedProjections(linears[0], linears[1], linears[2]);

        var (query, key, _) = projections.Project(hidden, first);

        Assert.Equal([2, 1, Hidden], query.shape);
        Assert.Equal([2, 5, Hidden], key.shape);
        Near.Equal(expected, query);
    }

    [Fact]
    public void The_linears_share_the_packed_matrix_and_follow_a_reload()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var linears = Linears();
        var hidden = randn(1, 2, Hidden);
        using var projections = new PackedProjections(linears[0], linears[1], linears[2]);
        projections.Project(hidden, hidden);
        foreach (var linear in linears) Assert.False(linear.weight.requires_grad);

        foreach (var linear in linears)
        {
            linear.weight = new Parameter(randn(Hidden, Hidden), requires_grad: false);
            linear.bias = new Parameter(randn(Hidden), requires_grad: false);
        }
        var expected = Floats(linears[2].forward(hidden));
        Near.Equal(expected, projections.Project(hidden, hidden).Value);
    }

    private static Linear[] Linears()
    {
        var linears = Enumerable.Range(0, 3).Select(_ => nn.Linear(Hidden, Hidden)).ToArray();
        foreach (var parameter in linears.SelectMany(linear => linear.parameters())) parameter.requires_grad_(false);
        return linears;
    }

    private static float[] Floats(Tensor tensor) => tensor.contiguous().data<float>().ToArray();
}
