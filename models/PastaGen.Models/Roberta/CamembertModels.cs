namespace PastaGen.Models;

/// <summary>CamemBERT that classifies texts by special token adaptation.</summary>
[Model<ICamembert>]
[Pasta]
[SequenceClassification]
public sealed partial class CamembertPasta;

/// <summary>CamemBERT that classifies texts, every parameter trained.</summary>
[Model<ICamembert>]
[FullFineTuning]
[SequenceClassification]
public sealed partial class CamembertFull;

/// <summary>CamemBERT that classifies texts by its head alone.</summary>
[Model<ICamembert>]
[HeadOnly]
[SequenceClassification]
public sealed partial class CamembertHeadOnly;

/// <summary>CamemBERT that labels tokens by special token adaptation.</summary>
[Model<ICamembert>]
[Pasta]
[TokenClassification]
public sealed partial class CamembertTokenPasta;

/// <summary>CamemBERT that labels tokens, every parameter trained.</summary>
[Model<ICamembert>]
[FullFineTuning]
[TokenClassification]
public sealed partial class CamembertTokenFull;

/// <summary>CamemBERT that labels tokens by its head alone.</summary>
[Model<ICamembert>]
[HeadOnly]
[TokenClassification]
public sealed partial class CamembertTokenHeadOnly;

/// <summary>CamemBERT that predicts masked words, every parameter trained.</summary>
[Model<ICamembert>]
[FullFineTuning]
[MaskedLanguageModel]
public sealed partial class CamembertMaskedLmFull;
