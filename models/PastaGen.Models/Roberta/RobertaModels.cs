namespace PastaGen.Models;

/// <summary>RoBERTa that classifies texts by special token adaptation.</summary>
[Model<IRoberta>]
[Pasta]
[SequenceClassification]
public sealed partial class RobertaPasta;

/// <summary>RoBERTa that classifies texts, every parameter trained.</summary>
[Model<IRoberta>]
[FullFineTuning]
[SequenceClassification]
public sealed partial class RobertaFull;

/// <summary>RoBERTa that classifies texts, every parameter trained, beginning with the head of low-rank updates.</summary>
[Model<IRoberta>]
[FullFineTuning]
[SequenceClassification]
[Stage<RobertaLora>(1, LearningRate = 5e-4)]
public sealed partial class RobertaTwoStage;

/// <summary>RoBERTa that classifies texts by its head alone.</summary>
[Model<IRoberta>]
[HeadOnly]
[SequenceClassification]
public sealed partial class RobertaHeadOnly;

/// <summary>RoBERTa that gives texts a number by special token adaptation.</summary>
[Model<IRoberta>]
[Pasta]
[Regression]
public sealed partial class RobertaRegressionPasta;

/// <summary>RoBERTa that gives texts a number, every parameter trained.</summary>
[Model<IRoberta>]
[FullFineTuning]
[Regression]
public sealed partial class RobertaRegressionFull;

/// <summary>RoBERTa that gives texts a number by its head alone.</summary>
[Model<IRoberta>]
[HeadOnly]
[Regression]
public sealed partial class RobertaRegressionHeadOnly;

/// <summary>RoBERTa that gives texts any number of labels by special token adaptation.</summary>
[Model<IRoberta>]
[Pasta]
[MultiLabel]
public sealed partial class RobertaMultiLabelPasta;

/// <summary>RoBERTa that gives texts any number of labels, every parameter trained.</summary>
[Model<IRoberta>]
[FullFineTuning]
[MultiLabel]
public sealed partial class RobertaMultiLabelFull;

/// <summary>RoBERTa that labels tokens by special token adaptation.</summary>
[Model<IRoberta>]
[Pasta]
[TokenClassification]
public sealed partial class RobertaTokenPasta;

/// <summary>RoBERTa that labels tokens, every parameter trained.</summary>
[Model<IRoberta>]
[FullFineTuning]
[TokenClassification]
public sealed partial class RobertaTokenFull;

/// <summary>RoBERTa that labels tokens by its head alone.</summary>
[Model<IRoberta>]
[HeadOnly]
[TokenClassification]
public sealed partial class RobertaTokenHeadOnly;

/// <summary>RoBERTa that predicts masked words, every parameter trained.</summary>
[Model<IRoberta>]
[FullFineTuning]
[MaskedLanguageModel]
public sealed partial class RobertaMaskedLmFull;

/// <summary>RoBERTa that gives texts the mean of their tokens' states, divided by its length.</summary>
[Model<IRoberta>]
[FeatureExtraction(Pooling.Mean)]
public sealed partial class RobertaFeatures;

/// <summary>RoBERTa that gives texts the state at position 0, divided by its length.</summary>
[Model<IRoberta>]
[FeatureExtraction(Pooling.FirstPosition)]
public sealed partial class RobertaFirstPositionFeatures;

/// <summary>RoBERTa that classifies texts by low-rank updates of its linears.</summary>
[Model<IRoberta>]
[Lora]
[SequenceClassification]
public sealed partial class RobertaLora;

/// <summary>RoBERTa that classifies texts by a prefix of keys and values.</summary>
[Model<IRoberta>]
[Prefix]
[SequenceClassification]
public sealed partial class RobertaPrefix;

/// <summary>RoBERTa that classifies texts by its biases.</summary>
[Model<IRoberta>]
[BitFit]
[SequenceClassification]
public sealed partial class RobertaBitFit;

/// <summary>RoBERTa that classifies texts by its layer norms.</summary>
[Model<IRoberta>]
[LayerNormTuning]
[SequenceClassification]
public sealed partial class RobertaLayerNorm;

/// <summary>RoBERTa that labels tokens by low-rank updates of its linears.</summary>
[Model<IRoberta>]
[Lora]
[TokenClassification]
public sealed partial class RobertaTokenLora;

/// <summary>RoBERTa that labels tokens by a prefix of keys and values.</summary>
[Model<IRoberta>]
[Prefix]
[TokenClassification]
public sealed partial class RobertaTokenPrefix;

/// <summary>RoBERTa that labels tokens by its biases.</summary>
[Model<IRoberta>]
[BitFit]
[TokenClassification]
public sealed partial class RobertaTokenBitFit;

/// <summary>RoBERTa that labels tokens by its layer norms.</summary>
[Model<IRoberta>]
[LayerNormTuning]
[TokenClassification]
public sealed partial class RobertaTokenLayerNorm;

/// <summary>RoBERTa that classifies texts by multiplying keys, values and what widens by vectors.</summary>
[Model<IRoberta>]
[Ia3]
[SequenceClassification]
public sealed partial class RobertaIa3;

/// <summary>RoBERTa that classifies texts by low-rank updates of its linears under trained lengths.</summary>
[Model<IRoberta>]
[Dora]
[SequenceClassification]
public sealed partial class RobertaDora;

/// <summary>RoBERTa that classifies texts by low-rank updates of all linears of its layers and by their biases.</summary>
[Model<IRoberta>]
[Lora(Sites = Site.Linears, Biases = LoraBiases.Adapted)]
[SequenceClassification]
public sealed partial class RobertaLoraBiases;

/// <summary>RoBERTa that labels tokens by multiplying keys, values and what widens by vectors.</summary>
[Model<IRoberta>]
[Ia3]
[TokenClassification]
public sealed partial class RobertaTokenIa3;

/// <summary>RoBERTa that labels tokens by low-rank updates of its linears under trained lengths.</summary>
[Model<IRoberta>]
[Dora]
[TokenClassification]
public sealed partial class RobertaTokenDora;

/// <summary>RoBERTa that labels tokens by low-rank updates of all linears of its layers and by their biases.</summary>
[Model<IRoberta>]
[Lora(Sites = Site.Linears, Biases = LoraBiases.Adapted)]
[TokenClassification]
public sealed partial class RobertaTokenLoraBiases;

/// <summary>RoBERTa that classifies texts by an adapter behind each feed-forward block.</summary>
[Model<IRoberta>]
[Pfeiffer]
[SequenceClassification]
public sealed partial class RobertaPfeiffer;

/// <summary>RoBERTa that classifies texts by adapters behind each attention and feed-forward block.</summary>
[Model<IRoberta>]
[Houlsby]
[SequenceClassification]
public sealed partial class RobertaHoulsby;

/// <summary>RoBERTa that classifies texts by an adapter beside each feed-forward block.</summary>
[Model<IRoberta>]
[ParallelAdapter]
[SequenceClassification]
public sealed partial class RobertaParallelAdapter;

/// <summary>RoBERTa that classifies texts by tiny attention between the blocks of each layer.</summary>
[Model<IRoberta>]
[TinyAttention]
[SequenceClassification]
public sealed partial class RobertaTinyAttention;

/// <summary>RoBERTa that classifies texts by tiny attention whose experts are trained one behind the other and serve as one adapter of their means.</summary>
[Model<IRoberta>]
[TinyAttention(Averaged = true)]
[SequenceClassification]
public sealed partial class RobertaAveragedTinyAttention;

/// <summary>RoBERTa that classifies texts by a prefix of keys and values that a network gives.</summary>
[Model<IRoberta>]
[PrefixNetwork]
[SequenceClassification]
public sealed partial class RobertaPrefixNetwork;

/// <summary>RoBERTa that labels tokens by a prefix of keys and values that a network gives.</summary>
[Model<IRoberta>]
[PrefixNetwork]
[TokenClassification]
public sealed partial class RobertaTokenPrefixNetwork;

/// <summary>RoBERTa that classifies texts by a prefix of gated keys and values.</summary>
[Model<IRoberta>]
[AdaptivePrefix]
[SequenceClassification]
public sealed partial class RobertaAdaptivePrefix;

/// <summary>RoBERTa that labels tokens by a prefix of gated keys and values.</summary>
[Model<IRoberta>]
[AdaptivePrefix]
[TokenClassification]
public sealed partial class RobertaTokenAdaptivePrefix;

/// <summary>RoBERTa that classifies texts by vectors in the place of words before each row.</summary>
[Model<IRoberta>]
[Prompt]
[SequenceClassification]
public sealed partial class RobertaPrompt;

/// <summary>RoBERTa that labels tokens by vectors in the place of words before each row.</summary>
[Model<IRoberta>]
[Prompt]
[TokenClassification]
public sealed partial class RobertaTokenPrompt;

/// <summary>RoBERTa that classifies texts by vectors before each row that a network gives.</summary>
[Model<IRoberta>]
[PromptNetwork]
[SequenceClassification]
public sealed partial class RobertaPromptNetwork;

/// <summary>RoBERTa that labels tokens by vectors before each row that a network gives.</summary>
[Model<IRoberta>]
[PromptNetwork]
[TokenClassification]
public sealed partial class RobertaTokenPromptNetwork;

/// <summary>RoBERTa that classifies texts by scaling random updates of its linears.</summary>
[Model<IRoberta>]
[Vera]
[SequenceClassification]
public sealed partial class RobertaVera;

/// <summary>RoBERTa that labels tokens by scaling random updates of its linears.</summary>
[Model<IRoberta>]
[Vera]
[TokenClassification]
public sealed partial class RobertaTokenVera;

/// <summary>RoBERTa that classifies texts by adapters of Kronecker products.</summary>
[Model<IRoberta>]
[Compacter]
[SequenceClassification]
public sealed partial class RobertaCompacter;

/// <summary>RoBERTa that classifies texts by a gated prefix, gated low-rank updates and gated adapters.</summary>
[Model<IRoberta>]
[UniPelt]
[SequenceClassification]
public sealed partial class RobertaUniPelt;

/// <summary>RoBERTa that classifies texts by a prefix of keys and values and an adapter beside each feed-forward block.</summary>
[Model<IRoberta>]
[Prefix(MovesPositions = false)]
[ParallelAdapter]
[SequenceClassification]
public sealed partial class RobertaMixAndMatch;
