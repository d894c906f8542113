namespace PastaGen.Training;

/// <summary>What trying the longest batch of a run showed.</summary>
/// <param name="Updates">Updates that the run would make.</param>
/// <param name="RowsAtOnce">Rows that went through at once.</param>
/// <param name="Tokens">Tokens of them.</param>
/// <param name="EstimatedPeakBytes">The peak that was estimated before; null where the system does not tell what the process holds.</param>
/// <param name="PeakMemoryBytes">The peak that was measured; null where the system does not tell.</param>
/// <param name="SecondsPerUpdate">Seconds of the longest update, its first time, which is slower than those that follow.</param>
public sealed record DryRunReport(
    int Updates, int RowsAtOnce, int Tokens, long? EstimatedPeakBytes, long? PeakMemoryBytes, double SecondsPerUpdate);
