using PastaGen.Modules;

namespace PastaGen;

/// <summary>Numbers for the distance of query and key, one table for all layers: see <see cref="DistanceBias"/>.</summary>
public sealed class DistanceBiasAttribute : BlockKindAttribute<DistanceBias>
{
    /// <summary>Number of ranges in both directions together; 32 where it is not given.</summary>
    public int Buckets { get; init; }

    /// <summary>From this distance on all share a range; 128 where it is not given.</summary>
    public int MaxDistance { get; init; }
}
