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
