namespace PastaGen.Modules;

/// <summary>The sizes and settings of one encoder, as its config.json states them; the key's name stands behind each.</summary>
public sealed record EncoderConfig
{
    /// <summary>The architecture's name (<c>model_type</c>).</summary>
    public required string ModelType { get; init; }

    /// <summary>Width of a hidden state (<c>hidden_size</c>).</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Number of layers (<c>num_hidden_layers</c>).</summary>
    public required int LayerCount { get; init; }

    /// <summary>Number of attention heads (<c>num_attention_heads</c>).</summary>
    public required int HeadCount { get; init; }

    /// <summary>Width inside the feed-forward block (<c>intermediate_size</c>).</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>Number of words (<c>vocab_size</c>).</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Longest input in tokens (<c>max_position_embeddings</c>).</summary>
    public required int PositionCount { get; init; }

    /// <summary>Number of token types (<c>type_vocab_size</c>).</summary>
    public required int TokenTypeCount { get; init; }

    /// <summary>The padding token's id (<c>pad_token_id</c>).</summary>
    public int PadTokenId { get; init; }

    /// <summary>The feed-forward block's activation (<c>hidden_act</c>).</summary>
    public Activation Activation { get; init; } = Activation.Gelu;

    /// <summary>Added to the variance in every layer norm (<c>layer_norm_eps</c>).</summary>
    public double LayerNormEpsilon { get; init; } = 1e-12;

    /// <summary>Dropout of hidden states (<c>hidden_dropout_prob</c>).</summary>
    public double HiddenDropout { get; init; } = 0.1;

    /// <summary>Dropout of attention probabilities (<c>attention_probs_dropout_prob</c>).</summary>
    public double AttentionDropout { get; init; } = 0.1;

    /// <summary>Dropout before the classifier (<c>classifier_dropout</c>); null means <see cref="HiddenDropout"/>.</summary>
    public double? ClassifierDropout { get; init; }

    /// <summary>Standard deviation of fresh weights (<c>initializer_range</c>).</summary>
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>Names of the labels in id order (<c>id2label</c>); null where the file names none.</summary>
    public IReadOnlyList<string>? Labels { get; init; }
}
