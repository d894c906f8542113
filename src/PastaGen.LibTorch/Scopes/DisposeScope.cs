namespace TorchSharp;

/// <summary>
/// Owns the tensors that come into being on its thread while it is the innermost scope, and disposes them when it ends.
/// A tensor knows its scope and its place in it, so that leaving costs the same however many there are.
/// </summary>
public sealed partial class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager manager;
    private readonly List<IDisposable> owned = [];

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer)
    {
        this.manager = manager;
        Outer = outer;
    }

    /// <summary>What the scope holds now; a copy.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => owned.ToArray();

    /// <summary>How many objects the scope holds.</summary>
    public int DisposablesCount => owned.Count;

    internal DisposeScope? Outer { get; set; }

    /// <summary>Whether the scope holds an object.</summary>
    public bool Contains(IDisposable disposable) => IndexOf(disposable) >= 0;

    /// <summary>Takes an object into the scope, out of any other that held it.</summary>
    public void Attach(IDisposable disposable)
    {
        if (Contains(disposable)) return;
        if (disposable is torch.Tensor tensor) tensor.Scope?.TakeOut(tensor);
        Add(disposable);
        manager.Counts.TensorStatistics.AttachedToScopeCount++;
    }

    /// <summary>Takes objects into the scope.</summary>
    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    /// <summary>Takes objects into the scope and returns them.</summary>
    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var all = disposables.ToArray();
        foreach (var disposable in all) Attach(disposable);
        return all;
    }

    /// <summary>Releases objects from the scope: whoever has them disposes them.</summary>
    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables)
            if (TakeOut(disposable)) manager.Counts.TensorStatistics.DetachedFromScopeCount++;
    }

    /// <summary>Hands objects to another scope; to none where <paramref name="scope"/> is null.</summary>
    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables)
        {
            if (!TakeOut(disposable)) continue;
            if (scope is not null) scope.Add(disposable);
            else manager.Counts.TensorStatistics.DetachedFromScopeCount++;
        }
    }

    /// <summary>Hands objects to the scope outside this one; to none where this is the outermost.</summary>
    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(Outer, disposables);

    /// <summary>Disposes everything in the scope, which stays open.</summary>
    public void DisposeEverything() => DisposeEverythingBut(Array.Empty<IDisposable>());

    /// <summary>Disposes everything in the scope but the given objects, which stay in it.</summary>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var keep = inKeep as IReadOnlyCollection<IDisposable> ?? inKeep.ToArray();
        var kept = keep.Count == 0 ? null : new HashSet<IDisposable>(keep, ReferenceEqualityComparer.Instance);
        var all = owned.ToArray();
        owned.Clear();
        foreach (var disposable in all)
        {
            if (kept is not null && kept.Contains(disposable))
            {
                Add(disposable);
                continue;
            }
            if (disposable is torch.Tensor tensor) tensor.Scope = null;
            manager.Counts.TensorStatistics.DisposedInScopeCount++;
            if (disposable is torch.Tensor own) own.Release();
            else disposable.Dispose();
        }
    }

    /// <summary>Forgets an object that someone disposed.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        if (TakeOut(disposable)) manager.Counts.TensorStatistics.DisposedInScopeCount++;
    }

    /// <summary>Disposes everything in the scope and ends it.</summary>
    public void Dispose()
    {
        DisposeEverything();
        manager.Close(this);
    }

    internal void Add(IDisposable disposable)
    {
        if (disposable is torch.Tensor tensor) (tensor.Scope, tensor.ScopeSlot) = (this, owned.Count);
        owned.Add(disposable);
    }

    /// <summary>Puts one tensor in another's place.</summary>
    internal void Replace(torch.Tensor old, torch.Tensor replacement)
    {
        owned[old.ScopeSlot] = replacement;
        (replacement.Scope, replacement.ScopeSlot, old.Scope) = (this, old.ScopeSlot, null);
    }

    private bool TakeOut(IDisposable disposable)
    {
        var index = IndexOf(disposable);
        if (index < 0) return false;
        var last = owned[^1];
        owned[index] = last;
        if (last is torch.Tensor moved) moved.ScopeSlot = index;
        owned.RemoveAt(owned.Count - 1);
        if (disposable is torch.Tensor tensor) tensor.Scope = null;
        return true;
    }

    private int IndexOf(IDisposable disposable) => disposable is torch.Tensor tensor
        ? tensor.Scope == this ? tensor.ScopeSlot : -1
        : owned.FindIndex(one => ReferenceEquals(one, disposable));
}
