using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// Collects what enters the first layer and what leaves each one. Handing one to a forward pass asks for every position of every
/// layer; it adds outputs and changes nothing else. Owns its tensors.
/// </summary>
public sealed class HiddenStates : IDisposable
{
    private readonly List<Tensor> states = [];

    /// <summary>
    /// State 0 enters the first layer, before anything is woven in; state i leaves layer i. Each <c>[batch, sequence, hidden]</c>, with
    /// zeros where nothing was computed because the mask is 0.
    /// </summary>
    public IReadOnlyList<Tensor> States => states;

    /// <summary>Keeps a state beyond the scope in which it was computed.</summary>
    /// <param name="state">The state, <c>[tokens, hidden]</c>.</param>
    /// <param name="rows">How rows lie in it.</param>
    public void Add(Tensor state, PackedRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        states.Add(rows.Restore(state).DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var state in states) state.Dispose();
        states.Clear();
    }
}
