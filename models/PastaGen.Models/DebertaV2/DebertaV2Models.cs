namespace PastaGen.Models;

/// <summary>DeBERTa that classifies texts by special token adaptation.</summary>
[Model<IDebertaV2>]
[Pasta]
[SequenceClassification]
public sealed partial class DebertaV2Pasta;

/// <summary>DeBERTa that classifies texts, every parameter trained.</summary>
[Model<IDebertaV2>]
[FullFineTuning]
[SequenceClassification]
public sealed partial class DebertaV2Full;

/// <summary>DeBERTa that classifies texts by its head alone.</summary>
[Model<IDebertaV2>]
[HeadOnly]
[SequenceClassification]
public sealed partial class DebertaV2HeadOnly;

/// <summary>DeBERTa that gives texts a number by special token adaptation.</summary>
[Model<IDebertaV2>]
[Pasta]
[Regression]
public sealed partial class DebertaV2RegressionPasta;

/// <summary>DeBERTa that gives texts a number, every parameter trained.</summary>
[Model<IDebertaV2>]
[FullFineTuning]
[Regression]
public sealed partial class DebertaV2RegressionFull;

/// <summary>DeBERTa that gives texts a number by its head alone.</summary>
[Model<IDebertaV2>]
[HeadOnly]
[Regression]
public sealed partial class DebertaV2RegressionHeadOnly;

/// <summary>DeBERTa that gives texts any number of labels by special token adaptation.</summary>
[Model<IDebertaV2>]
[Pasta]
[MultiLabel]
public sealed partial class DebertaV2MultiLabelPasta;

/// <summary>DeBERTa that gives texts any number of labels, every parameter trained.</summary>
[Model<IDebertaV2>]
[FullFineTuning]
[MultiLabel]
public sealed partial class DebertaV2MultiLabelFull;

/// <summary>DeBERTa that labels tokens by special token adaptation.</summary>
[Model<IDebertaV2>]
[Pasta]
[TokenClassification]
public sealed partial class DebertaV2TokenPasta;

/// <summary>DeBERTa that labels tokens, every parameter trained.</summary>
[Model<IDebertaV2>]
[FullFineTuning]
[TokenClassification]
public sealed partial class DebertaV2TokenFull;

/// <summary>DeBERTa that labels tokens by its head alone.</summary>
[Model<IDebertaV2>]
[HeadOnly]
[TokenClassification]
public sealed partial class DebertaV2TokenHeadOnly;

/// <summary>DeBERTa that predicts masked words, every parameter trained.</summary>
[Model<IDebertaV2>]
[FullFineTuning]
[MaskedLanguageModel]
public sealed partial class DebertaV2MaskedLmFull;
