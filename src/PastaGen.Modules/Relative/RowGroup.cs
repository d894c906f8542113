using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>Rows of like length side by side. Owns its tensors.</summary>
/// <param name="FirstCell">The group's first cell among all groups' cells.</param>
/// <param name="FirstRow">The group's first row among all groups' rows.</param>
/// <param name="Count">Number of rows.</param>
/// <param name="Length">Number of tokens of the longest row.</param>
/// <param name="Distances">
/// The query's column less the key's, plus the batch's <see cref="RowGroups.Span"/> less 1: int64 <c>[rows, length, length]</c>, or
/// <c>[1, length, length]</c> where every token of every row stands in the column of its number.
/// </param>
/// <param name="Uncounted">Where a cell is not attended to, bool <c>[rows, length]</c>; null where all are.</param>
internal sealed record RowGroup(int FirstCell, int FirstRow, int Count, int Length, Tensor Distances, Tensor? Uncounted) : IDisposable
{
    private readonly Dictionary<ScalarType, Tensor> scoreMasks = [];

    /// <summary>What attention adds to its scores: 0 where a key counts, else the type's least number (<see cref="PackedRows.ScoreMask"/>).</summary>
    /// <param name="type">The type of the scores.</param>
    /// <returns><c>[rows, 1, keys]</c>, which stays the group's; null where every key counts.</returns>
    public Tensor? ScoreMask(ScalarType type)
    {
        if (Uncounted is null) return null;
        if (scoreMasks.TryGetValue(type, out var known)) return known;
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var mask = Uncounted.unsqueeze(1);
        return scoreMasks[type] = zeros(mask.shape, dtype: type, device: mask.device).masked_fill_(mask, PackedRows.Least(type)).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Distances.Dispose();
        Uncounted?.Dispose();
        foreach (var mask in scoreMasks.Values) mask.Dispose();
    }
}
