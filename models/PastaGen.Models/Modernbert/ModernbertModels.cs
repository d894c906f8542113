namespace PastaGen.Models;

/// <summary>ModernBERT that classifies texts by special token adaptation.</summary>
[Model<IModernbert>]
[Pasta]
[SequenceClassification]
public sealed partial class ModernbertPasta;

/// <summary>ModernBERT that classifies texts, every parameter trained.</summary>
[Model<IModernbert>]
[FullFineTuning]
[SequenceClassification]
public sealed partial class ModernbertFull;

/// <summary>ModernBERT that classifies texts by its head alone.</summary>
[Model<IModernbert>]
[HeadOnly]
[SequenceClassification]
public sealed partial class ModernbertHeadOnly;

/// <summary>ModernBERT that classifies texts by low-rank updates of its linears.</summary>
[Model<IModernbert>]
[Lora]
[SequenceClassification]
public sealed partial class ModernbertLora;

/// <summary>ModernBERT that gives texts a number by special token adaptation.</summary>
[Model<IModernbert>]
[Pasta]
[Regression]
public sealed partial class ModernbertRegressionPasta;

/// <summary>ModernBERT that gives texts a number, every parameter trained.</summary>
[Model<IModernbert>]
[FullFineTuning]
[Regression]
public sealed partial class ModernbertRegressionFull;

/// <summary>ModernBERT that gives texts a number by its head alone.</summary>
[Model<IModernbert>]
[HeadOnly]
[Regression]
public sealed partial class ModernbertRegressionHeadOnly;

/// <summary>ModernBERT that gives texts any number of labels by special token adaptation.</summary>
[Model<IModernbert>]
[Pasta]
[MultiLabel]
public sealed partial class ModernbertMultiLabelPasta;

/// <summary>ModernBERT that gives texts any number of labels, every parameter trained.</summary>
[Model<IModernbert>]
[FullFineTuning]
[MultiLabel]
public sealed partial class ModernbertMultiLabelFull;

/// <summary>ModernBERT that labels tokens by special token adaptation.</summary>
[Model<IModernbert>]
[Pasta]
[TokenClassification]
public sealed partial class ModernbertTokenPasta;

/// <summary>ModernBERT that labels tokens, every parameter trained.</summary>
[Model<IModernbert>]
[FullFineTuning]
[TokenClassification]
public sealed partial class ModernbertTokenFull;

/// <summary>ModernBERT that labels tokens by its head alone.</summary>
[Model<IModernbert>]
[HeadOnly]
[TokenClassification]
public sealed partial class ModernbertTokenHeadOnly;

/// <summary>ModernBERT that predicts masked words, every parameter trained.</summary>
[Model<IModernbert>]
[FullFineTuning]
[MaskedLanguageModel]
public sealed partial class ModernbertMaskedLmFull;

/// <summary>ModernBERT that gives texts the mean of their tokens' states, divided by its length.</summary>
[Model<IModernbert>]
[FeatureExtraction(Pooling.Mean)]
public sealed partial class ModernbertFeatures;

/// <summary>ModernBERT that gives texts the state at position 0, divided by its length.</summary>
[Model<IModernbert>]
[FeatureExtraction(Pooling.FirstPosition)]
public sealed partial class ModernbertFirstPositionFeatures;
