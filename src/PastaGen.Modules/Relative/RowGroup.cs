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
    /// <inheritdoc/>
    public void Dispose()
    {
        Distances.Dispose();
        Uncounted?.Dispose();
    }
}
