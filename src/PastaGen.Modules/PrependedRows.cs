using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>Rows with further tokens before each row's own, and where the tokens of both lie. Made once per batch by <see cref="PackedRows.Prepended"/>.</summary>
public sealed class PrependedRows : IDisposable
{
    private readonly Tensor order;   // int64 [longer tokens]: a token's place among the tokens, or behind them its place among what all rows get
    private readonly Tensor each;    // the same among what each row gets
    private readonly Tensor places;  // int64 [tokens], see Places
    private readonly int count;

    internal PrependedRows(PackedRows rows, PackedRows longer, int added)
    {
        Rows = longer;
        count = added;
        var (shared, own) = (new List<long>(longer.TokenCount), new List<long>(longer.TokenCount));
        var kept = new List<long>(rows.TokenCount);
        foreach (var (row, (start, end)) in rows.Bounds.Index())
        {
            for (var token = 0; token < added; token++)
            {
                shared.Add(rows.TokenCount + token);
                own.Add(rows.TokenCount + (row * added) + token);
            }
            for (var token = start; token < end; token++)
            {
                kept.Add(shared.Count);
                shared.Add(token);
                own.Add(token);
            }
        }
        using var scope = NewDisposeScope();
        order = DeviceCopy.Of(tensor([.. shared], dtype: ScalarType.Int64), rows.Offsets.device).DetachFromDisposeScope();
        each = DeviceCopy.Of(tensor([.. own], dtype: ScalarType.Int64), rows.Offsets.device).DetachFromDisposeScope();
        places = DeviceCopy.Of(tensor([.. kept], dtype: ScalarType.Int64), rows.Offsets.device).DetachFromDisposeScope();
    }

    /// <summary>The layout of the longer rows.</summary>
    public PackedRows Rows { get; }

    /// <summary>Where the rows' own tokens lie among the longer rows', int64 <c>[tokens]</c>.</summary>
    public Tensor Places => places;

    /// <summary>Puts states before those of each row.</summary>
    /// <param name="added"><c>[added, width]</c> for all rows alike, or <c>[batch, added, width]</c>; they take the type of <paramref name="states"/>.</param>
    /// <param name="states"><c>[tokens, width]</c>.</param>
    /// <returns><c>[longer tokens, width]</c>.</returns>
    public Tensor Prepend(Tensor added, Tensor states)
    {
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(states);
        if (added.shape[^2] != count) throw new ArgumentException($"{added.shape[^2]} states for the {count} that are to be put before each row", nameof(added));
        using var scope = NewDisposeScope();
        var alike = added.shape.Length == 2;
        return cat([states, (alike ? added : added.flatten(0, 1)).to(states.dtype)], 0).index_select(0, alike ? order : each).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Rows.Dispose();
        order.Dispose();
        each.Dispose();
        places.Dispose();
    }
}
