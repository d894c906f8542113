namespace PastaGen.Models;

/// <summary>Published sizes of ModernBERT.</summary>
public enum ModernbertSize
{
    /// <summary>22 layers of 768.</summary>
    [Preset(HiddenSize = 768, LayerCount = 22, HeadCount = 12, IntermediateSize = 1152, VocabularySize = 50368, PositionCount = 8192)]
    Base,

    /// <summary>28 layers of 1,024.</summary>
    [Preset(HiddenSize = 1024, LayerCount = 28, HeadCount = 16, IntermediateSize = 2624, VocabularySize = 50368, PositionCount = 8192)]
    Large,
}
