namespace PastaGen.Training;

/// <summary>Sizes that a model is pinned to.</summary>
/// <param name="HiddenSize">Width of a hidden state.</param>
/// <param name="LayerCount">Number of layers that run.</param>
/// <param name="HeadCount">Number of attention heads.</param>
/// <param name="IntermediateSize">Width inside the feed-forward block.</param>
/// <param name="VocabularySize">Number of words.</param>
/// <param name="PositionCount">Number of positions.</param>
/// <param name="TokenTypeCount">Number of token types.</param>
public sealed record PinnedSizes(
    int HiddenSize, int LayerCount, int HeadCount, int IntermediateSize, int VocabularySize, int PositionCount, int TokenTypeCount)
{
    /// <summary>Width of a row of the embeddings.</summary>
    public int EmbeddingSize { get; init; } = HiddenSize;

    /// <summary>Number of layers that have weights of their own.</summary>
    public int LayerGroupCount { get; init; } = LayerCount;
}
