namespace PastaGen.Modules;

/// <summary>What an encoder knows of positions.</summary>
public enum PositionEmbedding
{
    /// <summary>A vector for each position is added to the embeddings (<c>absolute</c>).</summary>
    Absolute,

    /// <summary>Each query is also multiplied with a vector for its distance to the key (<c>relative_key</c>).</summary>
    RelativeKey,

    /// <summary>Each query and each key is also multiplied with a vector for their distance (<c>relative_key_query</c>).</summary>
    RelativeKeyQuery,
}
