using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>The means of groups of tokens, each group within a row.</summary>
public sealed class GroupVectors : StateVectors
{
    private readonly Tensor groupOfToken;   // [tokens], the number of groups where a token has none
    private readonly Tensor tokensOfGroup;  // [groups, 1]
    private readonly Tensor rowOfGroup;     // [groups]
    private readonly Tensor share;          // [groups], one over the groups of the row
    private readonly int countedRows;

    /// <summary>The groups of a batch.</summary>
    /// <param name="groups">The group of each token of the batch, in order; -1 for those that belong to none.</param>
    /// <param name="rows">The row of each group.</param>
    /// <param name="device">Where the states live.</param>
    /// <exception cref="ArgumentException">A group has no token.</exception>
    public GroupVectors(IReadOnlyList<int> groups, IReadOnlyList<int> rows, Device device)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(rows);
        var tokens = new float[rows.Count];
        foreach (var group in groups)
            if (group >= 0) tokens[group]++;
        if (tokens.Contains(0)) throw new ArgumentException("every group needs a token", nameof(groups));
        var groupsOfRow = rows.CountBy(row => row).ToDictionary();
        countedRows = groupsOfRow.Count;

        using var scope = NewDisposeScope();
        Tensor Numbers(IEnumerable<int> values) => DeviceCopy.Of(tensor([.. values.Select(value => (long)value)], dtype: ScalarType.Int64), device);
        groupOfToken = Numbers(groups.Select(group => group < 0 ? rows.Count : group));
        tokensOfGroup = DeviceCopy.Of(tensor(tokens, [tokens.Length, 1], dtype: ScalarType.Float32), device);
        rowOfGroup = Numbers(rows);
        share = DeviceCopy.Of(tensor([.. rows.Select(row => 1f / groupsOfRow[row])], dtype: ScalarType.Float32), device);
    }

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor values, PackedRows layout)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(layout);
        using var scope = NewDisposeScope();
        return zeros([layout.Count], device: values.device).index_add(0, rowOfGroup, values * share, 1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override int CountRows(PackedRows layout) => countedRows;

    /// <inheritdoc/>
    protected override Tensor Of(Tensor states, PackedRows layout)
    {
        if (states.shape[0] != groupOfToken.shape[0])
            throw new ArgumentException($"groups were given for {groupOfToken.shape[0]} tokens, but there are {states.shape[0]} states", nameof(states));
        var count = tokensOfGroup.shape[0];
        // Tokens of no group add to a row behind the others.
        var sums = zeros([count + 1, states.shape[1]], device: states.device).index_add(0, groupOfToken, states.to(ScalarType.Float32), 1);
        return sums.narrow(0, 0, count) / tokensOfGroup;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        groupOfToken.Dispose();
        tokensOfGroup.Dispose();
        rowOfGroup.Dispose();
        share.Dispose();
    }
}
