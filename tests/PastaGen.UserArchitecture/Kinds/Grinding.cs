using PastaGen.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.UserArchitecture;

/// <summary>Position-wise: <c>Norm(h + Output(activation(Widen(h))))</c> without biases.</summary>
/// <param name="config">The encoder.</param>
/// <param name="layer">The layer's number.</param>
[Flow("feed-forward, norm after the residual", Sites = Site.FeedForwardHidden | Site.FeedForwardOutput,
    Reads = [ConfigSetting.Activation])]
public abstract class Grinding(EncoderConfig config, int layer) : PositionwiseFlow(config, layer)
{
    /// <summary>To the intermediate size.</summary>
    [Part(Role.Widen, Dimension.Intermediate, Dimension.Hidden)]
    public abstract Linear Widen { get; }

    /// <summary>Back to the residual stream.</summary>
    [Part(Role.Output, Dimension.Hidden, Dimension.Intermediate)]
    public abstract Linear Output { get; }

    /// <summary>Ends the block.</summary>
    [Part(Role.Norm, Dimension.Hidden)]
    public abstract LayerNorm Norm { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, TokenBatch batch)
    {
        using var scope = NewDisposeScope();
        var widened = At(Site.FeedForwardHidden, Config.Activation.Apply(Widen.forward(hidden)), batch);   // [tokens, intermediate]
        var output = At(Site.FeedForwardOutput, Output.forward(widened), batch);                           // [tokens, hidden]
        return ResidualNorm.Apply(Norm, output, hidden, Config.HiddenDropout, training).MoveToOuterDisposeScope();
    }
}

/// <summary>Position-wise feed-forward.</summary>
public sealed class GrindingAttribute : BlockKindAttribute<Grinding>;
