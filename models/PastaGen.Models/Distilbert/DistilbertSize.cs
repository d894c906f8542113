namespace PastaGen.Models;

/// <summary>Published sizes of DistilBERT. Cased and uncased checkpoints differ in their vocabulary.</summary>
public enum DistilbertSize
{
    /// <summary>6 layers of 768, 30,522 uncased words.</summary>
    [Preset(HiddenSize = 768, LayerCount = 6, HeadCount = 12, IntermediateSize = 3072, VocabularySize = 30522, PositionCount = 512)]
    BaseUncased,

    /// <summary>6 layers of 768, 28,996 cased words.</summary>
    [Preset(HiddenSize = 768, LayerCount = 6, HeadCount = 12, IntermediateSize = 3072, VocabularySize = 28996, PositionCount = 512)]
    BaseCased,
}
