namespace PastaGen.Generator.Reading.Specs;

// The language's enums, member by member under the same names: the generator references no runtime room, and what is read is matched by name.

/// <summary>The part that weights play in a block.</summary>
internal enum Role { Words, Positions, TokenTypes, Query, Key, Value, Distances, Widen, Output, Norm }

/// <summary>A place in the data flow where an adaptation can be woven in.</summary>
internal enum Site { LayerInput, Query, Key, Value, KeyValueSequence, AttentionOutput, FeedForwardHidden, FeedForwardOutput, EmbeddingOutput, FeedForwardWidened, AttentionContext, Batch, FeedForwardInput, WordEmbeddings }

/// <summary>A named size.</summary>
internal enum Dimension { Hidden, Intermediate, Embedding, Layers, Vocabulary, Positions, Distances, HeadSize, TokenTypes, Labels, Occurrences, Input, Output }

/// <summary>Kinds of weights.</summary>
[Flags]
internal enum WeightKinds { None = 0, LinearBiases = 1, NormBiases = 2, NormGains = 4 }

/// <summary>Where a block's norm stands.</summary>
internal enum NormPlacement { Post, Pre }

/// <summary>An element-wise non-linearity.</summary>
internal enum Activation { Gelu, GeluTanh, Relu, Silu, Tanh }

/// <summary>How the tokens of a row are numbered.</summary>
internal enum PositionNumbering { Column, AfterPadding }

/// <summary>A setting of a config.json.</summary>
internal enum ConfigSetting
{
    HiddenSize, LayerCount, LayerGroupCount, HeadCount, IntermediateSize, EmbeddingSize, VocabularySize, PositionCount, TokenTypeCount,
    PadTokenId, Activation, LayerNormEpsilon, HiddenDropout, EmbeddingDropout, AttentionDropout, ClassifierDropout, HeadInputDropout, InitializerRange,
}

/// <summary>What a sequence head reads.</summary>
internal enum HeadInput { PooledOutput, FirstPosition, Mean }

/// <summary>How the states that leave an encoder become one vector for a text.</summary>
internal enum Pooling { Mean, FirstPosition }

/// <summary>How often dropout before a head's answer drops an element.</summary>
internal enum HeadDropout { Classifier, Hidden }
