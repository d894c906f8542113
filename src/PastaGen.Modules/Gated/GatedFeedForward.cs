using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// Position-wise feed-forward with a gate (Shazeer 2020, "GLU Variants Improve Transformer", arXiv 2002.05202):
/// <c>h + Output(activation(a) * b)</c>, where a and b are the halves of <c>Widen(Norm(h))</c>.
/// </summary>
/// <param name="config">The encoder.</param>
/// <param name="layer">The layer's number, counted from 0.</param>
[Flow("position-wise feed-forward with a gate, norm at the input", Sites = Site.FeedForwardInput | Site.FeedForwardWidened | Site.FeedForwardHidden | Site.FeedForwardOutput,
    Reads = [ConfigSetting.Activation])]
public abstract class GatedFeedForward(EncoderConfig config, int layer) : PositionwiseFlow(config, layer)
{
    /// <summary>At the block's input; without it the block reads the residual stream as it is.</summary>
    [Part(Role.Norm, Dimension.Hidden)]
    public abstract LayerNorm? Norm { get; }

    /// <summary>To what is activated, and behind it to the gate.</summary>
    [Part(Role.Widen, Dimension.Intermediate, Dimension.Hidden, Times = 2)]
    public abstract Linear Widen { get; }

    /// <summary>Back to the residual stream.</summary>
    [Part(Role.Output, Dimension.Hidden, Dimension.Intermediate)]
    public abstract Linear Output { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, TokenBatch batch)
    {
        using var scope = NewDisposeScope();
        hidden = At(hidden, Here(Site.FeedForwardInput, batch));                                                // [tokens, hidden]
        var normed = Norm is null ? hidden : Norm.forward(hidden);
        var halves = At(                                                                                        // [tokens, 2 * intermediate]
            Widen.forward(normed), Here(Site.FeedForwardWidened, batch) with { Input = normed, Linear = Widen, BlockInput = normed });
        var widened = At(                                                                                       // [tokens, intermediate]
            Config.Activation.ApplyWithGate(halves), Here(Site.FeedForwardHidden, batch) with { Linear = Output, BlockInput = normed });
        var kept = RandomDropout.Apply(widened, Config.HiddenDropout, training);
        var output = At(
            Output.forward(kept), Here(Site.FeedForwardOutput, batch) with { Input = kept, Linear = Output, BlockInput = normed, Residual = hidden });
        return (output + hidden).MoveToOuterDisposeScope();                                                     // [tokens, hidden]
    }
}
