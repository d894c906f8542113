namespace PastaGen.Models;

/// <summary>Published sizes of ELECTRA's discriminator.</summary>
public enum ElectraSize
{
    /// <summary>12 layers of 256 behind embeddings of 128.</summary>
    [Preset(HiddenSize = 256, LayerCount = 12, HeadCount = 4, IntermediateSize = 1024, VocabularySize = 30522, PositionCount = 512, TokenTypeCount = 2, EmbeddingSize = 128)]
    Small,

    /// <summary>12 layers of 768.</summary>
    [Preset(HiddenSize = 768, LayerCount = 12, HeadCount = 12, IntermediateSize = 3072, VocabularySize = 30522, PositionCount = 512, TokenTypeCount = 2)]
    Base,
}
