using TorchSharp.Modules;

namespace PastaGen.Modules;

/// <summary>
/// A vector for each distance of query and key, one table for all layers, made into keys and queries by each layer's own projections
/// (disentangled attention: He et al. 2021, arXiv 2006.03654, equation 4).
/// The score of content and position is <c>Q_i K_j + Q_i K(d) + K_j Q(d)</c> over <c>sqrt(head size * number of terms)</c>.
/// </summary>
/// <remarks>
/// From the config: <c>position_buckets</c> (above 0: <see cref="LogarithmicBuckets"/>, else <see cref="ClampedDistances"/>),
/// <c>max_relative_positions</c> (below 1: the number of positions), and <c>pos_att_type</c>, which names the terms beside the first.
/// </remarks>
[Flow("vectors for the distance of query and key, one table for all layers")]
public abstract class DistanceVectors : DistanceFlow
{
    private readonly RelativePositions positions;
    private readonly bool addsKeys, addsQueries;

    /// <summary>The table in an encoder's sizes.</summary>
    /// <param name="config">The encoder.</param>
    protected DistanceVectors(EncoderConfig config) : base(config)
    {
        var buckets = config.Settings.Whole("position_buckets", -1);
        positions = buckets > 0 ? new LogarithmicBuckets(buckets, Reach(config)) : new ClampedDistances(Reach(config));
        var terms = config.Settings.Texts("pos_att_type");
        if (terms.Except(["c2p", "p2c"]).Any()) throw config.Settings.Refused("pos_att_type", "made of \"c2p\" and \"p2c\"");
        (addsKeys, addsQueries) = (terms.Contains("c2p"), terms.Contains("p2c"));
    }

    /// <summary>One row for each distance or range of distances.</summary>
    [Part("Distances", nameof(RowCount), Dimension.Hidden)]
    public abstract Embedding Distances { get; }

    /// <summary>Of the table's rows.</summary>
    [Part(Role.Norm, Dimension.Hidden)]
    public abstract LayerNorm Norm { get; }

    /// <summary>Number of the table's rows.</summary>
    /// <param name="config">The encoder.</param>
    public static int RowCount(EncoderConfig config)
    {
        var buckets = config.Settings.Whole("position_buckets", -1);
        return 2 * (buckets > 0 ? buckets : Reach(config));
    }

    /// <inheritdoc/>
    public override RelativeRows Rows(PackedRows rows) => rows.Relative(positions);

    /// <inheritdoc/>
    public override RelativeTerms Terms(RelativeRows rows, Linear query, Linear key)
    {
        var vectors = RandomDropout.Apply(Norm.forward(rows.Narrow(Distances.weight!)), Config.HiddenDropout, training);   // [rows, hidden]
        var terms = 1 + (addsKeys ? 1 : 0) + (addsQueries ? 1 : 0);
        return new()
        {
            Keys = addsKeys ? key.forward(vectors) : null,
            Queries = addsQueries ? query.forward(vectors) : null,
            Scale = 1 / Math.Sqrt((double)Config.HiddenSize / Config.HeadCount * terms),
            MasksQueries = true,
        };
    }

    private static int Reach(EncoderConfig config) =>
        config.Settings.Whole("max_relative_positions", -1) is > 0 and var reach ? reach : config.PositionCount;
}
