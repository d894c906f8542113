using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>The keys and values that attention attends to.</summary>
/// <param name="Keys"><c>[keys, hidden]</c>, those of all rows one behind the other.</param>
/// <param name="Values"><c>[keys, hidden]</c>.</param>
/// <param name="Rows">How rows lie in both.</param>
public readonly record struct KeyValueSequence(Tensor Keys, Tensor Values, PackedRows Rows)
{
    /// <summary>The sequence with further keys and values before those of each row. They have no position, and every query sees them.</summary>
    /// <param name="keys"><c>[added, hidden]</c> for all rows alike, or <c>[batch, added, hidden]</c>.</param>
    /// <param name="values">The shape of <paramref name="keys"/>.</param>
    /// <returns>The longer sequence; its tensors belong to the scope of the caller.</returns>
    public KeyValueSequence Prepend(Tensor keys, Tensor values)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(values);
        var added = (int)keys.shape[^2];
        var longer = Rows.Prepended(added);
        return new(longer.Prepend(keys, Keys), longer.Prepend(values, Values), longer.Rows);
    }

    /// <summary>Gives keys and values to the scope around the present one, which would dispose of them.</summary>
    /// <returns>The same sequence.</returns>
    public KeyValueSequence MoveToOuterDisposeScope() => this with { Keys = Keys.MoveToOuterDisposeScope(), Values = Values.MoveToOuterDisposeScope() };
}
