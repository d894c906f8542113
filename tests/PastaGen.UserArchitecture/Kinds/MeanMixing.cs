using PastaGen.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.UserArchitecture;

/// <summary>
/// Every token gets the mean of its row: <c>h + g * Output(mean of Value(Norm(h)) over the row)</c>, where g is the layer's gain and the first
/// layers may have no norm.
/// </summary>
/// <param name="config">The encoder.</param>
/// <param name="layer">The layer's number.</param>
/// <param name="share">How much of the mean is added.</param>
[Flow("the mean of the row, added to each of its tokens", Sites = Site.Value | Site.AttentionOutput, SitesOfEveryToken = Site.Value)]
public abstract class MeanMixing(EncoderConfig config, int layer, double share = 1) : MixingFlow(config, layer)
{
    /// <summary>What all layers share.</summary>
    public abstract Wheel Wheel { get; }

    /// <summary>At the block's input; absent in the first layers.</summary>
    [Part(Role.Norm, Dimension.Hidden)]
    public abstract LayerNorm? Norm { get; }

    /// <summary>Two projections behind one another, whose product counts.</summary>
    [Part("Factors", Dimension.Hidden, Dimension.Hidden, Times = 2)]
    public abstract Linear Factors { get; }

    /// <summary>Back to the residual stream.</summary>
    [Part(Role.Output, Dimension.Hidden, Dimension.Hidden)]
    public abstract Linear Output { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, Tensor read, TokenBatch batch)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        var rows = batch.Rows;
        var factors = Factors.forward(Norm is null ? hidden : Norm.forward(hidden)).chunk(2, dim: 1);   // two of [tokens, hidden]
        var value = At(Site.Value, factors[0] * factors[1], batch);                                     // [tokens, hidden]
        var counts = ones([rows.TokenCount, 1], dtype: value.dtype, device: value.device);
        if (rows.KeyMask is { } mask) counts = counts * mask.unsqueeze(1).to(value.dtype);
        var total = rows.Pad(counts).sum(1).clamp(min: 1);                                              // [batch, 1]
        var mean = rows.Pad(value * counts).sum(1) / total;                                             // [batch, hidden]
        var spread = ReferenceEquals(read, hidden) ? rows.Unpad(mean.unsqueeze(1).expand(-1, rows.Longest, -1)) : mean;
        var output = At(Site.AttentionOutput, Output.forward(spread), batch);                           // [read, hidden]
        return (read + (output * Wheel.GainOf(Layer) * share)).MoveToOuterDisposeScope();
    }
}

/// <summary>Every token gets the mean of its row.</summary>
public sealed class MeanMixingAttribute : BlockKindAttribute<MeanMixing>
{
    /// <summary>How much of the mean is added.</summary>
    public double Share { get; init; }
}
