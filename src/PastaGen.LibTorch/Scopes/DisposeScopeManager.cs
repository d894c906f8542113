namespace TorchSharp;

/// <summary>The current thread's stack of dispose scopes and what happened in them.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager? current;

    /// <summary>Counts of this thread's tensors.</summary>
    public static ThreadDisposeScopeStatistics Statistics => OfThread.Counts;

    internal static DisposeScopeManager OfThread => current ??= new();

    internal ThreadDisposeScopeStatistics Counts { get; } = new();

    /// <summary>The innermost open scope; null outside of any.</summary>
    internal DisposeScope? Innermost { get; private set; }

    internal DisposeScope Open() => Innermost = new(this, Innermost);

    /// <summary>Takes a scope off the stack; those opened inside it and left open stay reachable from it.</summary>
    internal void Close(DisposeScope scope)
    {
        if (Innermost == scope)
        {
            Innermost = scope.Outer;
            return;
        }
        for (var inner = Innermost; inner is not null; inner = inner.Outer)
        {
            if (inner.Outer != scope) continue;
            inner.Outer = scope.Outer;
            return;
        }
    }

    /// <summary>Takes note of a tensor that has just come into being.</summary>
    internal void Register(torch.Tensor tensor)
    {
        if (Innermost is { } scope)
        {
            Counts.TensorStatistics.CreatedInScopeCount++;
            scope.Add(tensor);
        }
        else
            Counts.TensorStatistics.CreatedOutsideScopeCount++;
    }
}
