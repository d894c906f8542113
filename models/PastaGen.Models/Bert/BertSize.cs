namespace PastaGen.Models;

/// <summary>Published sizes of BERT. Cased and uncased checkpoints differ in their vocabulary.</summary>
public enum BertSize
{
    /// <summary>12 layers of 768, 30,522 uncased words.</summary>
    [Preset(HiddenSize = 768, LayerCount = 12, HeadCount = 12, IntermediateSize = 3072, VocabularySize = 30522, PositionCount = 512, TokenTypeCount = 2)]
    BaseUncased,

    /// <summary>12 layers of 768, 28,996 cased words.</summary>
    [Preset(HiddenSize = 768, LayerCount = 12, HeadCount = 12, IntermediateSize = 3072, VocabularySize = 28996, PositionCount = 512, TokenTypeCount = 2)]
    BaseCased,

    /// <summary>24 layers of 1,024, 30,522 uncased words.</summary>
    [Preset(HiddenSize = 1024, LayerCount = 24, HeadCount = 16, IntermediateSize = 4096, VocabularySize = 30522, PositionCount = 512, TokenTypeCount = 2)]
    LargeUncased,

    /// <summary>24 layers of 1,024, 28,996 cased words.</summary>
    [Preset(HiddenSize = 1024, LayerCount = 24, HeadCount = 16, IntermediateSize = 4096, VocabularySize = 28996, PositionCount = 512, TokenTypeCount = 2)]
    LargeCased,
}
