namespace PastaGen.Models;

/// <summary>Published sizes of RoBERTa.</summary>
public enum RobertaSize
{
    /// <summary>12 layers of 768.</summary>
    [Preset(HiddenSize = 768, LayerCount = 12, HeadCount = 12, IntermediateSize = 3072, VocabularySize = 50265, PositionCount = 514, TokenTypeCount = 1)]
    Base,

    /// <summary>24 layers of 1,024.</summary>
    [Preset(HiddenSize = 1024, LayerCount = 24, HeadCount = 16, IntermediateSize = 4096, VocabularySize = 50265, PositionCount = 514, TokenTypeCount = 1)]
    Large,
}
