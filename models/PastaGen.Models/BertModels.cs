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

/// <summary>BERT that classifies texts by its head alone.</summary>
[Model<IBert>]
[HeadOnly]
[SequenceClassification]
public sealed partial class BertHeadOnly;

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
