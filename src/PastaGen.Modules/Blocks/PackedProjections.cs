using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// Frozen query, key and value projections behind one another in one matrix, so that one product gives all three; their biases likewise, which all of them have or none.
/// The three linears stay what they are: their weights become views of that matrix, and nothing is held twice.
/// </summary>
/// <param name="query">Projection to queries, <c>[hidden, hidden]</c>.</param>
/// <param name="key">Projection to keys, <c>[hidden, hidden]</c>.</param>
/// <param name="value">Projection to values, <c>[hidden, hidden]</c>.</param>
public sealed class PackedProjections(Linear query, Linear key, Linear value) : IDisposable
{
    private Tensor? weight;   // [3 * hidden, hidden]
    private Tensor? bias;     // [3 * hidden]; null where the linears have none
    private Parameter? packedQuery;

    /// <summary>Projects states and attends: each row over its own tokens.</summary>
    /// <param name="hidden">What keys and values are made from, <c>[tokens, hidden]</c>.</param>
    /// <param name="read">What queries are made from: <paramref name="hidden"/> itself, or each row's first token, <c>[batch, hidden]</c>.</param>
    /// <param name="rows">How rows lie in <paramref name="hidden"/>.</param>
    /// <param name="headCount">Number of heads; divides hidden.</param>
    /// <param name="dropout">Dropout of the probabilities while training.</param>
    /// <param name="training">Whether dropout acts.</param>
    /// <returns>The shape of <paramref name="read"/>.</returns>
    public Tensor Attend(Tensor hidden, Tensor read, PackedRows rows, int headCount, double dropout, bool training)
    {
        Pack();
        using var scope = NewDisposeScope();
        if (ReferenceEquals(hidden, read))
        {
            var queryKeyValue = nn.functional.linear(hidden, weight!, bias);   // [tokens, 3 * hidden]
            return AttentionCore.Attend(queryKeyValue, rows, headCount, dropout, training).MoveToOuterDisposeScope();
        }
        var size = query.out_features;
        var keyValue = nn.functional.linear(hidden, weight!.narrow(0, size, 2 * size), bias?.narrow(0, size, 2 * size));   // [tokens, 2 * hidden]
        return AttentionCore.Attend(query.forward(read), keyValue, rows, headCount, dropout, training).MoveToOuterDisposeScope();
    }

    // Loading and moving a model replace its parameters; the pack follows them at the next use.
    private void Pack()
    {
        if (ReferenceEquals(packedQuery, query.weight)) return;
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        weight?.Dispose();
        bias?.Dispose();
        weight = cat([query.weight, key.weight, value.weight], 0).DetachFromDisposeScope();
        bias = query.bias is null ? null : cat([query.bias, key.bias!, value.bias!], 0).DetachFromDisposeScope();
        Linear[] linears = [query, key, value];
        for (var i = 0; i < linears.Length; i++)
        {
            var size = query.out_features;
            linears[i].weight = Frozen(weight.narrow(0, i * size, size));
            if (bias is not null) linears[i].bias = Frozen(bias.narrow(0, i * size, size));
        }
        packedQuery = query.weight;
    }

    private static Parameter Frozen(Tensor view)
    {
        var parameter = new Parameter(view, requires_grad: false);
        parameter.DetachFromDisposeScope();
        return parameter;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        weight?.Dispose();
        bias?.Dispose();
    }
}
