namespace PastaGen;

/// <summary>A named place in an architecture's data flow where an adaptation can be woven in.</summary>
[Flags]
public enum Site
{
    /// <summary>No site.</summary>
    None = 0,

    /// <summary>What enters a layer, before its blocks and their residuals, <c>[tokens, hidden]</c>.</summary>
    LayerInput = 1,

    /// <summary>What the query projection gives, <c>[tokens, hidden]</c>.</summary>
    Query = 1 << 1,

    /// <summary>What the key projection gives, <c>[tokens, hidden]</c>.</summary>
    Key = 1 << 2,

    /// <summary>What the value projection gives, <c>[tokens, hidden]</c>.</summary>
    Value = 1 << 3,

    /// <summary>The keys and values that attention attends to.</summary>
    KeyValueSequence = 1 << 4,

    /// <summary>What the attention block's last linear gives, before the residual is added, <c>[tokens, hidden]</c>.</summary>
    AttentionOutput = 1 << 5,

    /// <summary>What the feed-forward block's activation gives, <c>[tokens, intermediate]</c>.</summary>
    FeedForwardHidden = 1 << 6,

    /// <summary>What the feed-forward block's last linear gives, before the residual is added, <c>[tokens, hidden]</c>.</summary>
    FeedForwardOutput = 1 << 7,

    /// <summary>What leaves the embeddings, <c>[tokens, hidden]</c>.</summary>
    EmbeddingOutput = 1 << 8,
}
