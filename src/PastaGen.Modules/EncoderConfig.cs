namespace PastaGen.Modules;

/// <summary>The sizes and settings of one encoder, as its config.json states them; the usual key stands behind each.</summary>
public sealed record EncoderConfig
{
    private readonly int? embeddingSize;
    private readonly int? layerGroupCount;
    private readonly double? embeddingDropout;

    /// <summary>The architecture's name (<c>model_type</c>).</summary>
    public required string ModelType { get; init; }

    /// <summary>Width of a hidden state (<c>hidden_size</c>).</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Width of a row of the embeddings (<c>embedding_size</c>); <see cref="HiddenSize"/> where it is not given.</summary>
    public int EmbeddingSize
    {
        get => embeddingSize ?? HiddenSize;
        init => embeddingSize = value;
    }

    /// <summary>Number of layers that run (<c>num_hidden_layers</c>).</summary>
    public required int LayerCount { get; init; }

    /// <summary>Number of layers that have weights of their own (<c>num_hidden_groups</c>); <see cref="LayerCount"/> where layers share none.</summary>
    public int LayerGroupCount
    {
        get => layerGroupCount ?? LayerCount;
        init => layerGroupCount = value;
    }

    /// <summary>Number of attention heads (<c>num_attention_heads</c>).</summary>
    public required int HeadCount { get; init; }

    /// <summary>Width of one attention head.</summary>
    public int HeadSize => HiddenSize / HeadCount;

    /// <summary>Width inside the feed-forward block (<c>intermediate_size</c>).</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>Number of words (<c>vocab_size</c>).</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Number of positions (<c>max_position_embeddings</c>).</summary>
    public required int PositionCount { get; init; }

    /// <summary>Number of distances between two positions.</summary>
    public int DistanceCount => (2 * PositionCount) - 1;

    /// <summary>What embeddings and attention know of positions (<c>position_embedding_type</c>).</summary>
    public PositionEmbedding PositionEmbedding { get; init; }

    /// <summary>Whether attention has vectors of its own for distances, and embeddings none for positions.</summary>
    public bool KnowsDistances => PositionEmbedding != PositionEmbedding.Absolute;

    /// <summary>How the tokens of a row are numbered; the architecture says it.</summary>
    public PositionNumbering PositionNumbering { get; init; }

    /// <summary>Longest input in tokens: as many as there are positions, less those that the numbering passes over.</summary>
    public int LongestInput => PositionNumbering == PositionNumbering.AfterPadding ? PositionCount - PadTokenId - 1 : PositionCount;

    /// <summary>Number of token types (<c>type_vocab_size</c>); 0 where there are none.</summary>
    public required int TokenTypeCount { get; init; }

    /// <summary>The padding token's id (<c>pad_token_id</c>).</summary>
    public int PadTokenId { get; init; }

    /// <summary>The feed-forward block's activation (<c>hidden_act</c>).</summary>
    public Activation Activation { get; init; } = Activation.Gelu;

    /// <summary>Added to the variance in every layer norm (<c>layer_norm_eps</c>).</summary>
    public double LayerNormEpsilon { get; init; } = 1e-12;

    /// <summary>Dropout of hidden states (<c>hidden_dropout_prob</c>).</summary>
    public double HiddenDropout { get; init; } = 0.1;

    /// <summary>Dropout of what leaves the embeddings; <see cref="HiddenDropout"/> where it is not given.</summary>
    public double EmbeddingDropout
    {
        get => embeddingDropout ?? HiddenDropout;
        init => embeddingDropout = value;
    }

    /// <summary>Dropout of attention probabilities (<c>attention_probs_dropout_prob</c>).</summary>
    public double AttentionDropout { get; init; } = 0.1;

    /// <summary>Dropout before the classifier (<c>classifier_dropout</c>); null means <see cref="HiddenDropout"/>.</summary>
    public double? ClassifierDropout { get; init; }

    /// <summary>Dropout of what a head reads, where it drops its input (no usual key); null means as before the classifier.</summary>
    public double? HeadInputDropout { get; init; }

    /// <summary>Standard deviation of fresh weights (<c>initializer_range</c>).</summary>
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>Names of the labels in id order (<c>id2label</c>); null where the file names none.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>What else the file states, for blocks that know settings of their own.</summary>
    public IConfigSettings Settings { get; init; } = NoSettings.Instance;
}
