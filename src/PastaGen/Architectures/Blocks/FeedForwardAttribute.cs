namespace PastaGen;

/// <summary>
/// Position-wise feed-forward with a residual: <c>Output(activation(Widen(h)))</c>.
/// Sites: <see cref="Site.FeedForwardHidden"/>, <see cref="Site.FeedForwardOutput"/>.
/// </summary>
/// <param name="norm">Where the block's norm stands.</param>
public sealed class FeedForwardAttribute(NormPlacement norm) : BlockKindAttribute
{
    /// <summary>Where the block's norm stands.</summary>
    public NormPlacement Norm { get; } = norm;

    /// <summary>Whether training drops parts of what <c>Output</c> gives, at the hidden states' rate, before the residual is added.</summary>
    public bool Dropout { get; init; } = true;
}
