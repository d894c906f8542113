namespace PastaGen.Models;

/// <summary>Published sizes of ALBERT, version 2. All layers of a model share one layer's weights.</summary>
public enum AlbertSize
{
    /// <summary>12 times one layer of 768.</summary>
    [Preset(HiddenSize = 768, LayerCount = 12, HeadCount = 12, IntermediateSize = 3072, VocabularySize = 30000, PositionCount = 512, TokenTypeCount = 2, EmbeddingSize = 128)]
    Base,
}
