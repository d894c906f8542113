namespace PastaGen.Models;

/// <summary>BERT that classifies texts by special token adaptation.</summary>
[Model<IBert>]
[Pasta]
[SequenceClassification]
public sealed partial class BertPasta;

/// <summary>BERT that classifies texts, every parameter trained.</summary>
[Model<IBert>]
[FullFineTuning]
[SequenceClassification]
public sealed partial class BertFull;

/// <summary>BERT that classifies texts, every parameter trained, beginning with the head of low-rank updates.</summary>
[Model<IBert>]
[FullFineTuning]
[SequenceClassification]
[Stage<BertLora>(1, LearningRate = 5e-4)]
public sealed partial class BertTwoStage;

/// <summary>BERT that classifies texts by its head alone.</summary>
[Model<IBert>]
[HeadOnly]
[SequenceClassification]
public sealed partial class BertHeadOnly;

/// <summary>BERT that gives texts a number by special token adaptation.</summary>
[Model<IBert>]
[Pasta]
[Regression]
public sealed partial class BertRegressionPasta;

/// <summary>BERT that gives texts a number, every parameter trained.</summary>
[Model<IBert>]
[FullFineTuning]
[Regression]
public sealed partial class BertRegressionFull;

/// <summary>BERT that gives texts a number by its head alone.</summary>
[Model<IBert>]
[HeadOnly]
[Regression]
public sealed partial class BertRegressionHeadOnly;

/// <summary>BERT that gives texts any number of labels by special token adaptation.</summary>
[Model<IBert>]
[Pasta]
[MultiLabel]
public sealed partial class BertMultiLabelPasta;

/// <summary>BERT that gives texts any number of labels, every parameter trained.</summary>
[Model<IBert>]
[FullFineTuning]
[MultiLabel]
public sealed partial class BertMultiLabelFull;

/// <summary>BERT that labels tokens by special token adaptation.</summary>
[Model<IBert>]
[Pasta]
[TokenClassification]
public sealed partial class BertTokenPasta;

/// <summary>BERT that labels tokens, every parameter trained.</summary>
[Model<IBert>]
[FullFineTuning]
[TokenClassification]
public sealed partial class BertTokenFull;

/// <summary>BERT that labels tokens by its head alone.</summary>
[Model<IBert>]
[HeadOnly]
[TokenClassification]
public sealed partial class BertTokenHeadOnly;

/// <summary>BERT that predicts masked words, every parameter trained.</summary>
[Model<IBert>]
[FullFineTuning]
[MaskedLanguageModel]
public sealed partial class BertMaskedLmFull;

/// <summary>BERT that gives texts the mean of their tokens' states, divided by its length.</summary>
[Model<IBert>]
[FeatureExtraction(Pooling.Mean)]
public sealed partial class BertFeatures;

/// <summary>BERT that gives texts the state at position 0, divided by its length.</summary>
[Model<IBert>]
[FeatureExtraction(Pooling.FirstPosition)]
public sealed partial class BertFirstPositionFeatures;

/// <summary>BERT that classifies texts by low-rank updates of its linears.</summary>
[Model<IBert>]
[Lora]
[SequenceClassification]
public sealed partial class BertLora;

/// <summary>BERT that classifies texts by a prefix of keys and values.</summary>
[Model<IBert>]
[Prefix]
[SequenceClassification]
public sealed partial class BertPrefix;

/// <summary>BERT that classifies texts by its biases.</summary>
[Model<IBert>]
[BitFit]
[SequenceClassification]
public sealed partial class BertBitFit;

/// <summary>BERT that classifies texts by its layer norms.</summary>
[Model<IBert>]
[LayerNormTuning]
[SequenceClassification]
public sealed partial class BertLayerNorm;

/// <summary>BERT that labels tokens by low-rank updates of its linears.</summary>
[Model<IBert>]
[Lora]
[TokenClassification]
public sealed partial class BertTokenLora;

/// <summary>BERT that labels tokens by a prefix of keys and values.</summary>
[Model<IBert>]
[Prefix]
[TokenClassification]
public sealed partial class BertTokenPrefix;

/// <summary>BERT that labels tokens by its biases.</summary>
[Model<IBert>]
[BitFit]
[TokenClassification]
public sealed partial class BertTokenBitFit;

/// <summary>BERT that labels tokens by its layer norms.</summary>
[Model<IBert>]
[LayerNormTuning]
[TokenClassification]
public sealed partial class BertTokenLayerNorm;

/// <summary>BERT that classifies texts by multiplying keys, values and what widens by vectors.</summary>
[Model<IBert>]
[Ia3]
[SequenceClassification]
public sealed partial class BertIa3;

/// <summary>BERT that classifies texts by low-rank updates of its linears under trained lengths.</summary>
[Model<IBert>]
[Dora]
[SequenceClassification]
public sealed partial class BertDora;

/// <summary>BERT that classifies texts by low-rank updates of all linears of its layers and by their biases.</summary>
[Model<IBert>]
[Lora(Sites = Site.Linears, Biases = LoraBiases.Adapted)]
[SequenceClassification]
public sealed partial class BertLoraBiases;

/// <summary>BERT that labels tokens by multiplying keys, values and what widens by vectors.</summary>
[Model<IBert>]
[Ia3]
[TokenClassification]
public sealed partial class BertTokenIa3;

/// <summary>BERT that labels tokens by low-rank updates of its linears under trained lengths.</summary>
[Model<IBert>]
[Dora]
[TokenClassification]
public sealed partial class BertTokenDora;

/// <summary>BERT that labels tokens by low-rank updates of all linears of its layers and by their biases.</summary>
[Model<IBert>]
[Lora(Sites = Site.Linears, Biases = LoraBiases.Adapted)]
[TokenClassification]
public sealed partial class BertTokenLoraBiases;

/// <summary>BERT that classifies texts by an adapter behind each feed-forward block.</summary>
[Model<IBert>]
[Pfeiffer]
[SequenceClassification]
public sealed partial class BertPfeiffer;

/// <summary>BERT that classifies texts by adapters behind each attention and feed-forward block.</summary>
[Model<IBert>]
[Houlsby]
[SequenceClassification]
public sealed partial class BertHoulsby;

/// <summary>BERT that classifies texts by an adapter beside each feed-forward block.</summary>
[Model<IBert>]
[ParallelAdapter]
[SequenceClassification]
public sealed partial class BertParallelAdapter;

/// <summary>BERT that classifies texts by tiny attention between the blocks of each layer.</summary>
[Model<IBert>]
[TinyAttention]
[SequenceClassification]
public sealed partial class BertTinyAttention;

/// <summary>BERT that classifies texts by tiny attention whose experts are trained one behind the other and serve as one adapter of their means.</summary>
[Model<IBert>]
[TinyAttention(Averaged = true)]
[SequenceClassification]
public sealed partial class BertAveragedTinyAttention;

/// <summary>BERT that classifies texts by a prefix of keys and values that a network gives.</summary>
[Model<IBert>]
[PrefixNetwork]
[SequenceClassification]
public sealed partial class BertPrefixNetwork;

/// <summary>BERT that labels tokens by a prefix of keys and values that a network gives.</summary>
[Model<IBert>]
[PrefixNetwork]
[TokenClassification]
public sealed partial class BertTokenPrefixNetwork;

/// <summary>BERT that classifies texts by a prefix of gated keys and values.</summary>
[Model<IBert>]
[AdaptivePrefix]
[SequenceClassification]
public sealed partial class BertAdaptivePrefix;

/// <summary>BERT that labels tokens by a prefix of gated keys and values.</summary>
[Model<IBert>]
[AdaptivePrefix]
[TokenClassification]
public sealed partial class BertTokenAdaptivePrefix;

/// <summary>BERT that classifies texts by vectors in the place of words before each row.</summary>
[Model<IBert>]
[Prompt]
[SequenceClassification]
public sealed partial class BertPrompt;

/// <summary>BERT that labels tokens by vectors in the place of words before each row.</summary>
[Model<IBert>]
[Prompt]
[TokenClassification]
public sealed partial class BertTokenPrompt;

/// <summary>BERT that classifies texts by vectors before each row that a network gives.</summary>
[Model<IBert>]
[PromptNetwork]
[SequenceClassification]
public sealed partial class BertPromptNetwork;

/// <summary>BERT that labels tokens by vectors before each row that a network gives.</summary>
[Model<IBert>]
[PromptNetwork]
[TokenClassification]
public sealed partial class BertTokenPromptNetwork;

/// <summary>BERT that classifies texts by scaling random updates of its linears.</summary>
[Model<IBert>]
[Vera]
[SequenceClassification]
public sealed partial class BertVera;

/// <summary>BERT that labels tokens by scaling random updates of its linears.</summary>
[Model<IBert>]
[Vera]
[TokenClassification]
public sealed partial class BertTokenVera;

/// <summary>BERT that classifies texts by adapters of Kronecker products.</summary>
[Model<IBert>]
[Compacter]
[SequenceClassification]
public sealed partial class BertCompacter;

/// <summary>BERT that classifies texts by a gated prefix, gated low-rank updates and gated adapters.</summary>
[Model<IBert>]
[UniPelt]
[SequenceClassification]
public sealed partial class BertUniPelt;

/// <summary>BERT that classifies texts by a prefix of keys and values and an adapter beside each feed-forward block.</summary>
[Model<IBert>]
[Prefix(MovesPositions = false)]
[ParallelAdapter]
[SequenceClassification]
public sealed partial class BertMixAndMatch;
