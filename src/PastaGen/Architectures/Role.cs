namespace PastaGen;

/// <summary>The part that weights play in a block's data flow. Which roles a block has is the matter of its kind.</summary>
public enum Role
{
    /// <summary>Embeddings: one row per word of the vocabulary, <c>[vocabulary, hidden]</c>.</summary>
    Words,

    /// <summary>Embeddings: one row per position, <c>[positions, hidden]</c>.</summary>
    Positions,

    /// <summary>Embeddings: one row per token type, <c>[token types, hidden]</c>.</summary>
    TokenTypes,

    /// <summary>Self-attention: the projection to queries, <c>[hidden, hidden]</c>.</summary>
    Query,

    /// <summary>Self-attention: the projection to keys, <c>[hidden, hidden]</c>.</summary>
    Key,

    /// <summary>Self-attention: the projection to values, <c>[hidden, hidden]</c>.</summary>
    Value,

    /// <summary>
    /// Self-attention: one row per distance of query and key, <c>[distances, head size]</c>. Its member is nullable: the weights are there where
    /// the config's <c>position_embedding_type</c> is <c>relative_key</c> or <c>relative_key_query</c>.
    /// </summary>
    Distances,

    /// <summary>Feed-forward: the widening linear, <c>[intermediate, hidden]</c>.</summary>
    Widen,

    /// <summary>The linear that ends a block and gives back the hidden size: <c>[hidden, hidden]</c>, or <c>[hidden, intermediate]</c> in a feed-forward block.</summary>
    Output,

    /// <summary>The block's layer norm, <c>[hidden]</c>.</summary>
    Norm,
}
