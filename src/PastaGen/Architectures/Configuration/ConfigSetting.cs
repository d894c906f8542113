namespace PastaGen;

/// <summary>A setting of an encoder that its config.json states; the usual key stands behind each.</summary>
public enum ConfigSetting
{
    /// <summary>Width of a hidden state (<c>hidden_size</c>).</summary>
    HiddenSize,

    /// <summary>Number of layers that run (<c>num_hidden_layers</c>).</summary>
    LayerCount,

    /// <summary>Number of layers that have weights of their own, where layers share them (<c>num_hidden_groups</c>); 1 where the file lacks it.</summary>
    LayerGroupCount,

    /// <summary>Number of attention heads (<c>num_attention_heads</c>).</summary>
    HeadCount,

    /// <summary>Width inside the feed-forward block (<c>intermediate_size</c>).</summary>
    IntermediateSize,

    /// <summary>Width of a row of the embeddings (<c>embedding_size</c>); the hidden size where the file lacks it.</summary>
    EmbeddingSize,

    /// <summary>Number of words (<c>vocab_size</c>).</summary>
    VocabularySize,

    /// <summary>Number of positions (<c>max_position_embeddings</c>).</summary>
    PositionCount,

    /// <summary>Number of token types (<c>type_vocab_size</c>); needed only where the architecture has a table of them.</summary>
    TokenTypeCount,

    /// <summary>The padding token's id (<c>pad_token_id</c>); 0 where the file lacks it.</summary>
    PadTokenId,

    /// <summary>The feed-forward block's activation (<c>hidden_act</c>); <c>gelu</c> where the file lacks it.</summary>
    Activation,

    /// <summary>Added to the variance in every layer norm (<c>layer_norm_eps</c>); 1e-12 where the file lacks it.</summary>
    LayerNormEpsilon,

    /// <summary>Dropout of hidden states (<c>hidden_dropout_prob</c>); 0.1 where the file lacks it.</summary>
    HiddenDropout,

    /// <summary>Dropout of what leaves the embeddings; it has no usual key, and is the hidden states' where an architecture gives it none.</summary>
    EmbeddingDropout,

    /// <summary>Dropout of attention probabilities (<c>attention_probs_dropout_prob</c>); 0.1 where the file lacks it.</summary>
    AttentionDropout,

    /// <summary>Dropout before the classifier (<c>classifier_dropout</c>); the hidden states' where the file lacks it.</summary>
    ClassifierDropout,

    /// <summary>Dropout of what a head for texts reads, where it drops its input (no usual key); as before the classifier where the file lacks it.</summary>
    HeadInputDropout,

    /// <summary>Standard deviation of fresh weights (<c>initializer_range</c>); 0.02 where the file lacks it.</summary>
    InitializerRange,
}
