namespace PastaGen.Generator.Reading.Specs;

/// <summary>The numbers behind a preset or a config.json.</summary>
internal sealed record Sizes
{
    public required int HiddenSize { get; init; }

    public required int LayerCount { get; init; }

    public required int HeadCount { get; init; }

    public required int IntermediateSize { get; init; }

    public required int VocabularySize { get; init; }

    public required int PositionCount { get; init; }

    /// <summary>0 where there are none.</summary>
    public required int TokenTypeCount { get; init; }

    /// <summary>Width of a row of the embeddings; null means the hidden size.</summary>
    public int? EmbeddingSize { get; init; }

    /// <summary>Number of layers with weights of their own; null means all, or one where layers share theirs.</summary>
    public int? LayerGroupCount { get; init; }

    /// <summary>The sizes with those filled in that follow from others.</summary>
    public Sizes Complete(bool sharesLayers) => this with
    {
        EmbeddingSize = EmbeddingSize ?? HiddenSize,
        LayerGroupCount = sharesLayers ? LayerGroupCount ?? 1 : LayerCount,
    };
}
