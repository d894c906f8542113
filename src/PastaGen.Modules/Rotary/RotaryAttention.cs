using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// Multi-head self-attention with rotary positions: <c>h + Output(attention(QueryKeyValue(Norm(h))))</c>, queries and keys turned by their columns
/// (<see cref="RotaryPositions"/>). Where a window is declared, one layer in a few sees every token, the first of all among them, and the others
/// those near it (<see cref="LocalAttention"/>).
/// </summary>
[Flow(
    "multi-head self-attention with rotary positions, norm at the input",
    Sites = Site.Query | Site.Key | Site.Value | Site.AttentionOutput, SitesOfEveryToken = Site.Key | Site.Value,
    Reads = [ConfigSetting.AttentionDropout])]
public abstract class RotaryAttention : MixingFlow
{
    private readonly double theta;
    private readonly int? reach;

    /// <summary>The block of a layer.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="layer">The layer's number, counted from 0.</param>
    /// <param name="thetaKey">The key of the base of the angles in layers that see every token.</param>
    /// <param name="windowKey">The key of the number of columns that other layers see around a token, both sides together; null where all see every token.</param>
    /// <param name="windowThetaKey">The key of the base of the angles in layers that see a window; null, as key or in the file, takes the other one.</param>
    /// <param name="windowTheta">That base where the file lacks the key; null takes the other one.</param>
    /// <param name="globalEveryKey">The key of n, where layers 0, n, 2n, ... see every token; null where none does.</param>
    protected RotaryAttention(
        EncoderConfig config, int layer, string thetaKey = "rope_theta", string? windowKey = null, string? windowThetaKey = null, double? windowTheta = null,
        string? globalEveryKey = null)
        : base(config, layer)
    {
        ArgumentNullException.ThrowIfNull(config);
        var settings = config.Settings;
        theta = Base(settings, thetaKey);
        if (settings.Has("rope_scaling")) throw settings.Refused("rope_scaling", "absent or null, because angles are not scaled");
        if (config.HiddenSize / config.HeadCount % 2 != 0)
            throw settings.Refused("num_attention_heads", $"such that {config.HiddenSize} elements are an even number for each head");
        var every = globalEveryKey is null ? int.MaxValue : settings.Whole(globalEveryKey);
        if (every < 1) throw settings.Refused(globalEveryKey!, "a whole number of at least 1");
        if (windowKey is null || (globalEveryKey is not null && layer % every == 0)) return;
        reach = settings.Whole(windowKey) / 2;
        if (reach < 1) throw settings.Refused(windowKey, "a whole number of at least 2");
        if (windowThetaKey is not null) theta = Base(settings, windowThetaKey, settings.Mentions(windowThetaKey) ? theta : windowTheta ?? theta);
    }

    /// <summary>At the block's input; without it the block reads the residual stream as it is.</summary>
    [Part(Role.Norm, Dimension.Hidden)]
    public abstract LayerNorm? Norm { get; }

    /// <summary>The projections to queries, keys and values behind one another.</summary>
    [Part("QueryKeyValue", Dimension.Hidden, Dimension.Hidden, Times = 3)]
    public abstract Linear QueryKeyValue { get; }

    /// <summary>Back to the residual stream.</summary>
    [Part(Role.Output, Dimension.Hidden, Dimension.Hidden)]
    public abstract Linear Output { get; }

    private static double Base(IConfigSettings settings, string key, double? fallback = null) =>
        settings.Number(key, fallback) is > 0 and var number ? number : throw settings.Refused(key, "a number above 0");

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, Tensor read, TokenBatch batch)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        var rows = batch.Rows;
        var everyToken = ReferenceEquals(read, hidden);
        var normed = Norm is null ? hidden : Norm.forward(hidden);
        var size = Config.HiddenSize;
        Tensor Project(Tensor states, int first, int count) => nn.functional.linear(
            states, QueryKeyValue.weight.narrow(0, first * size, count * size), QueryKeyValue.bias?.narrow(0, first * size, count * size));

        // Chunks, whose gradients are put together at once: those of slices would be as many sums over zeros.
        var parts = everyToken ? QueryKeyValue.forward(normed).chunk(3, dim: 1) : Project(normed, 1, 2).chunk(2, dim: 1);
        var asked = everyToken ? normed : rows.First(normed);                                                          // [read, hidden]
        var query = everyToken ? parts[0] : Project(asked, 0, 1);                                                      // [read, hidden]
        var key = parts[^2];                                                                                           // [tokens, hidden]
        SiteContext Projected(Site site, Tensor from, int part) => Here(site, batch) with
        {
            Input = from,
            Linear = new LinearView(QueryKeyValue, part * size, size),
            BlockInput = from,
        };
        var value = At(parts[^1], Projected(Site.Value, normed, 2));                                                   // [tokens, hidden]
        query = At(query, Projected(Site.Query, asked, 0));
        // The first token of a row stands in column 0, whose angle is 0.
        if (everyToken) query = RotaryPositions.Rotate(query, rows, Config.HeadCount, theta);
        key = RotaryPositions.Rotate(At(key, Projected(Site.Key, normed, 1)), rows, Config.HeadCount, theta);
        var context = reach is { } near
            ? LocalAttention.Attend(query, key, value, rows, near, Config.HeadCount, Config.AttentionDropout, training)
            : AttentionCore.Attend(query, key, value, rows, Config.HeadCount, Config.AttentionDropout, training);      // [read, hidden]
        var output = At(                                                                                               // [read, hidden]
            Output.forward(context),
            Here(Site.AttentionOutput, batch) with { Input = context, Linear = Output, BlockInput = asked, Residual = read });
        return (RandomDropout.Apply(output, Config.AttentionDropout, training) + read).MoveToOuterDisposeScope();
    }
}
