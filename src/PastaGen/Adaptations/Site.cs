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

    /// <summary>
    /// The keys and values that attention attends to, with where each row's lie: <see cref="Key"/> and <see cref="Value"/> are their parts before
    /// anything is put to them.
    /// </summary>
    KeyValueSequence = 1 << 4,

    /// <summary>What the attention block's last linear gives, before the residual is added, <c>[tokens, hidden]</c>.</summary>
    AttentionOutput = 1 << 5,

    /// <summary>What the feed-forward block's activation gives, <c>[tokens, intermediate]</c>.</summary>
    FeedForwardHidden = 1 << 6,

    /// <summary>What the feed-forward block's last linear gives, before the residual is added, <c>[tokens, hidden]</c>.</summary>
    FeedForwardOutput = 1 << 7,

    /// <summary>What leaves the embeddings, <c>[tokens, hidden]</c>.</summary>
    EmbeddingOutput = 1 << 8,

    /// <summary>What the feed-forward block's widening linear gives, before the activation, <c>[tokens, widened]</c>.</summary>
    FeedForwardWidened = 1 << 9,

    /// <summary>What enters the attention block's last linear: what the heads gathered, <c>[tokens, hidden]</c>.</summary>
    AttentionContext = 1 << 10,

    /// <summary>The batch before anything is computed from it: its ids, positions and rows.</summary>
    Batch = 1 << 11,

    /// <summary>What enters the feed-forward block, its norm where one stands at the input and its residual alike, <c>[tokens, hidden]</c>.</summary>
    FeedForwardInput = 1 << 12,

    /// <summary>What the embeddings hold for each token's word, before anything is added to it, <c>[tokens, embedding]</c>.</summary>
    WordEmbeddings = 1 << 13,

    /// <summary>What the linears of the layers give, each at its own site.</summary>
    Linears = Query | Key | Value | AttentionOutput | FeedForwardWidened | FeedForwardOutput,
}
