namespace PastaGen.Models;

/// <summary>DistilBERT that classifies texts by special token adaptation.</summary>
[Model<IDistilbert>]
[Pasta]
[SequenceClassification]
public sealed partial class DistilbertPasta;

/// <summary>DistilBERT that classifies texts, every parameter trained.</summary>
[Model<IDistilbert>]
[FullFineTuning]
[SequenceClassification]
public sealed partial class DistilbertFull;

/// <summary>DistilBERT that classifies texts by its head alone.</summary>
[Model<IDistilbert>]
[HeadOnly]
[SequenceClassification]
public sealed partial class DistilbertHeadOnly;

/// <summary>DistilBERT that gives texts a number by special token adaptation.</summary>
[Model<IDistilbert>]
[Pasta]
[Regression]
public sealed partial class DistilbertRegressionPasta;

/// <summary>DistilBERT that gives texts a number, every parameter trained.</summary>
[Model<IDistilbert>]
[FullFineTuning]
[Regression]
public sealed partial class DistilbertRegressionFull;

/// <summary>DistilBERT that gives texts a number by its head alone.</summary>
[Model<IDistilbert>]
[HeadOnly]
[Regression]
public sealed partial class DistilbertRegressionHeadOnly;

/// <summary>DistilBERT that gives texts any number of labels by special token adaptation.</summary>
[Model<IDistilbert>]
[Pasta]
[MultiLabel]
public sealed partial class DistilbertMultiLabelPasta;

/// <summary>DistilBERT that gives texts any number of labels, every parameter trained.</summary>
[Model<IDistilbert>]
[FullFineTuning]
[MultiLabel]
public sealed partial class DistilbertMultiLabelFull;

/// <summary>DistilBERT that labels tokens by special token adaptation.</summary>
[Model<IDistilbert>]
[Pasta]
[TokenClassification]
public sealed partial class DistilbertTokenPasta;

/// <summary>DistilBERT that labels tokens, every parameter trained.</summary>
[Model<IDistilbert>]
[FullFineTuning]
[TokenClassification]
public sealed partial class DistilbertTokenFull;

/// <summary>DistilBERT that labels tokens by its head alone.</summary>
[Model<IDistilbert>]
[HeadOnly]
[TokenClassification]
public sealed partial class DistilbertTokenHeadOnly;

/// <summary>DistilBERT that predicts masked words, every parameter trained.</summary>
[Model<IDistilbert>]
[FullFineTuning]
[MaskedLanguageModel]
public sealed partial class DistilbertMaskedLmFull;
