namespace PastaGen;

/// <summary>The sizes behind a member of an architecture's size enum; what is not known at compile time has no preset.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class PresetAttribute : Attribute
{
    /// <summary>Width of a hidden state (<c>hidden_size</c>).</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Number of layers (<c>num_hidden_layers</c>).</summary>
    public required int LayerCount { get; init; }

    /// <summary>Number of attention heads; divides <see cref="HiddenSize"/> (<c>num_attention_heads</c>).</summary>
    public required int HeadCount { get; init; }

    /// <summary>Width inside the feed-forward block (<c>intermediate_size</c>).</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>Number of words (<c>vocab_size</c>).</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Number of positions (<c>max_position_embeddings</c>).</summary>
    public required int PositionCount { get; init; }

    /// <summary>Number of token types (<c>type_vocab_size</c>); an architecture without a table of them needs none.</summary>
    public int TokenTypeCount { get; init; }

    /// <summary>Width of a row of the embeddings (<c>embedding_size</c>); the hidden size where it is not given.</summary>
    public int EmbeddingSize { get; init; }

    /// <summary>Number of layers that have weights of their own, where layers share them (<c>num_hidden_groups</c>); 1 where it is not given.</summary>
    public int LayerGroupCount { get; init; }
}
