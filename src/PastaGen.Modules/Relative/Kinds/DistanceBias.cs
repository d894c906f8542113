using TorchSharp.Modules;

namespace PastaGen.Modules;

/// <summary>
/// One number a head for the distance of query and key, added to the scaled score in every layer; ranges of distances share a number
/// (<see cref="HalvedBuckets"/>).
/// </summary>
/// <param name="config">The encoder.</param>
/// <param name="buckets">Number of ranges in both directions together.</param>
/// <param name="maxDistance">From this distance on all share a range.</param>
[Flow("numbers that attention adds to its scores for the distance of query and key, one table for all layers")]
public abstract class DistanceBias(EncoderConfig config, int buckets = 32, int maxDistance = 128) : DistanceFlow(config)
{
    private readonly HalvedBuckets positions = Ranges(config, buckets, maxDistance);

    /// <summary>One row for each range, one column for each head.</summary>
    [Part("Distances", nameof(RowCount), nameof(HeadCount))]
    public abstract Embedding Distances { get; }

    /// <summary>Number of the table's rows: what the config calls the number of buckets (<c>relative_attention_num_buckets</c>).</summary>
    /// <param name="config">The encoder.</param>
    public static int RowCount(EncoderConfig config) => config.Settings.Whole("relative_attention_num_buckets", 32);

    /// <summary>Number of the table's columns.</summary>
    /// <param name="config">The encoder.</param>
    public static int HeadCount(EncoderConfig config) => config.HeadCount;

    /// <inheritdoc/>
    public override RelativeRows Rows(PackedRows rows) => rows.Relative(positions);

    /// <inheritdoc/>
    public override RelativeTerms Terms(RelativeRows rows, Linear query, Linear key) => new() { Bias = rows.Narrow(Distances.weight!) };

    private static HalvedBuckets Ranges(EncoderConfig config, int buckets, int maxDistance) => RowCount(config) >= buckets
        ? new(buckets, maxDistance)
        : throw config.Settings.Refused("relative_attention_num_buckets", $"at least {buckets}, a row for each range of distances");
}
