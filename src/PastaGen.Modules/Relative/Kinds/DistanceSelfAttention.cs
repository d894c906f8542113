using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// Multi-head self-attention with a residual and the norm behind it, whose scores know the distance of query and key by what all layers share:
/// a block of <see cref="DistanceBias"/> or <see cref="DistanceVectors"/> beside the layers.
/// </summary>
/// <param name="config">The encoder.</param>
/// <param name="layer">The layer's number.</param>
[Flow("multi-head self-attention that knows distances, norm after the residual",
    Sites = Site.Query | Site.Key | Site.Value | Site.AttentionOutput, SitesOfEveryToken = Site.Key | Site.Value,
    Reads = [ConfigSetting.AttentionDropout])]
public abstract class DistanceSelfAttention(EncoderConfig config, int layer) : MixingFlow(config, layer)
{
    /// <summary>What all layers know of distances.</summary>
    public abstract DistanceFlow Distances { get; }

    /// <summary>The projection to queries.</summary>
    [Part(Role.Query, Dimension.Hidden, Dimension.Hidden)]
    public abstract Linear Query { get; }

    /// <summary>The projection to keys.</summary>
    [Part(Role.Key, Dimension.Hidden, Dimension.Hidden)]
    public abstract Linear Key { get; }

    /// <summary>The projection to values.</summary>
    [Part(Role.Value, Dimension.Hidden, Dimension.Hidden)]
    public abstract Linear Value { get; }

    /// <summary>Back to the residual stream.</summary>
    [Part(Role.Output, Dimension.Hidden, Dimension.Hidden)]
    public abstract Linear Output { get; }

    /// <summary>Ends the block.</summary>
    [Part(Role.Norm, Dimension.Hidden)]
    public abstract LayerNorm Norm { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, Tensor read, TokenBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        Tensor Project(Linear linear, Site site, Tensor from) =>
            At(linear.forward(from), Here(site, batch) with { Input = from, Linear = linear, BlockInput = from });
        var query = Project(Query, Site.Query, read);                                        // [read, hidden]
        var key = Project(Key, Site.Key, hidden);                                            // [tokens, hidden]
        var value = Project(Value, Site.Value, hidden);                                      // [tokens, hidden]
        var rows = Distances.Rows(batch.Rows);
        var terms = Distances.Terms(rows, Query, Key);
        var context = RelativeAttentionCore.Attend(query, key, value, rows, terms, Config.HeadCount, Config.AttentionDropout, training);   // [read, hidden]
        var output = At(                                                                     // [read, hidden]
            Output.forward(context),
            Here(Site.AttentionOutput, batch) with { Input = context, Linear = Output, BlockInput = read, Residual = read, Norm = Norm });
        return ResidualNorm.Apply(Norm, output, read, Config.HiddenDropout, training).MoveToOuterDisposeScope();
    }
}
