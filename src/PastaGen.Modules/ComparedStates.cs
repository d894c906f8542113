using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// Means of a batch's states as the head reads them, kept beyond the forward pass that computed them, with their gradient, and what they are
/// compared with: one mean a row, or several. Owns its tensors.
/// </summary>
public sealed class ComparedStates : IDisposable
{
    private readonly Pooling pooling;
    private readonly (Tensor OfTokens, Tensor Counts, Tensor Rows, Tensor Shares)? groups;
    private readonly int rows;
    private Tensor? value;

    /// <summary>One vector of each row's states.</summary>
    /// <param name="pooling">Which of a row's states it is.</param>
    /// <param name="targets">What the vectors are compared with, float32 <c>[batch, width]</c>; from now on this one's.</param>
    public ComparedStates(Pooling pooling, Tensor targets) => (this.pooling, Targets) = (pooling, targets);

    /// <summary>The means of groups of tokens.</summary>
    /// <param name="groupOfToken">The group of each token of the batch, in order; -1 for those that belong to none.</param>
    /// <param name="rowOfGroup">The row of each group. Every group has a token.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="targets">What the means are compared with, float32 <c>[groups, width]</c>; from now on this one's.</param>
    public ComparedStates(IReadOnlyList<int> groupOfToken, IReadOnlyList<int> rowOfGroup, int rows, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(groupOfToken);
        ArgumentNullException.ThrowIfNull(rowOfGroup);
        ArgumentNullException.ThrowIfNull(targets);
        (this.rows, Targets) = (rows, targets);
        var (tokens, groupsOfRow) = (new float[rowOfGroup.Count], new int[rows]);
        foreach (var group in groupOfToken)
            if (group >= 0) tokens[group]++;
        foreach (var row in rowOfGroup) groupsOfRow[row]++;
        using var scope = NewDisposeScope();
        Tensor Owned(Tensor values) => DeviceCopy.Of(values, targets.device);
        groups = (
            // Tokens of no group go to one behind the others, which is dropped.
            Owned(tensor([.. groupOfToken.Select(group => (long)(group < 0 ? rowOfGroup.Count : group))], dtype: ScalarType.Int64)),
            Owned(tensor(tokens, [tokens.Length, 1])),
            Owned(tensor([.. rowOfGroup.Select(row => (long)row)], dtype: ScalarType.Int64)),
            Owned(tensor([.. rowOfGroup.Select(row => 1f / groupsOfRow[row])])));
    }

    /// <summary>What the vectors are compared with, float32 <c>[vectors, width]</c>.</summary>
    public Tensor Targets { get; }

    /// <summary>The vectors of the last forward pass, float32 <c>[vectors, hidden]</c>.</summary>
    /// <exception cref="InvalidOperationException">There was no forward pass, or one of a model whose head does not answer for tokens.</exception>
    public Tensor Value => value ?? throw new InvalidOperationException("no head has read the states of this batch");

    /// <summary>Takes the vectors.</summary>
    /// <param name="states"><c>[tokens, hidden]</c>.</param>
    /// <param name="layout">How rows lie in it.</param>
    public void Take(Tensor states, PackedRows layout)
    {
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(layout);
        value?.Dispose();
        using var scope = NewDisposeScope();
        value = (groups is { } given ? MeansOf(states, given.OfTokens, given.Counts)
            : pooling == Pooling.Mean ? layout.Mean(states)
            : layout.First(states).to(ScalarType.Float32)).DetachFromDisposeScope();
    }

    /// <summary>Each row's mean over its vectors; 0 for a row that has none.</summary>
    /// <param name="values">A number for each vector, <c>[vectors]</c>.</param>
    /// <returns><c>[batch]</c>.</returns>
    public Tensor PerRow(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (groups is not { } given) return values.alias();
        using var scope = NewDisposeScope();
        return zeros([rows], device: values.device).index_add(0, given.Rows, values * given.Shares, 1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        value?.Dispose();
        Targets.Dispose();
        if (groups is not { } given) return;
        given.OfTokens.Dispose();
        given.Counts.Dispose();
        given.Rows.Dispose();
        given.Shares.Dispose();
    }

    private static Tensor MeansOf(Tensor states, Tensor groupOfToken, Tensor tokensOfGroup)
    {
        var count = tokensOfGroup.shape[0];
        var sums = zeros([count + 1, states.shape[1]], device: states.device).index_add(0, groupOfToken, states.to(ScalarType.Float32), 1);
        return sums.narrow(0, 0, count) / tokensOfGroup;
    }
}
