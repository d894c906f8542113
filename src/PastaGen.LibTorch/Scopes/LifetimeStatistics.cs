using System.Globalization;

namespace TorchSharp;

/// <summary>How many disposable objects of one kind came and went on one thread.</summary>
public class LifetimeStatistics
{
    /// <summary>Objects made while no scope was open.</summary>
    public long CreatedOutsideScopeCount { get; internal set; }

    /// <summary>Objects disposed while no scope owned them.</summary>
    public long DisposedOutsideScopeCount { get; internal set; }

    /// <summary>Objects made inside a scope.</summary>
    public long CreatedInScopeCount { get; internal set; }

    /// <summary>Objects disposed by a scope, or by hand while a scope owned them.</summary>
    public long DisposedInScopeCount { get; internal set; }

    /// <summary>Objects that were attached to a scope by hand.</summary>
    public long AttachedToScopeCount { get; internal set; }

    /// <summary>Objects that were detached from every scope.</summary>
    public long DetachedFromScopeCount { get; internal set; }

    /// <summary>Objects made on this thread less those disposed on it.</summary>
    public long ThreadTotalLiveCount =>
        CreatedOutsideScopeCount + CreatedInScopeCount - DisposedOutsideScopeCount - DisposedInScopeCount;

    /// <summary>Sets every count to zero.</summary>
    public void Reset() =>
        CreatedOutsideScopeCount = DisposedOutsideScopeCount = CreatedInScopeCount = DisposedInScopeCount = AttachedToScopeCount = DetachedFromScopeCount = 0;

    /// <summary>The counts in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"live {ThreadTotalLiveCount}; created {CreatedInScopeCount} in scopes, {CreatedOutsideScopeCount} outside; disposed {DisposedInScopeCount} in scopes, {DisposedOutsideScopeCount} outside; attached {AttachedToScopeCount}, detached {DetachedFromScopeCount}");
}
