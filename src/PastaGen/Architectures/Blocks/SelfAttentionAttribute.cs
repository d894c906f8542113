namespace PastaGen;

/// <summary>
/// Multi-head self-attention with a residual: <c>softmax(Q K' / sqrt(head size)) V</c>, then <c>Output</c>. Where the declaration has
/// <see cref="Role.Distances"/> and the config says so, scores also hold the products of query and of key with the distance's row.
/// Sites: <see cref="Site.Query"/>, <see cref="Site.Key"/>, <see cref="Site.Value"/>, <see cref="Site.AttentionOutput"/>.
/// </summary>
/// <param name="norm">Where the block's norm stands.</param>
public sealed class SelfAttentionAttribute(NormPlacement norm) : BlockKindAttribute
{
    /// <summary>Where the block's norm stands.</summary>
    public NormPlacement Norm { get; } = norm;

    /// <summary>Whether training drops parts of what <c>Output</c> gives, at the hidden states' rate, before the residual is added.</summary>
    public bool Dropout { get; init; } = true;
}
