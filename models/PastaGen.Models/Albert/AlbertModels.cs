namespace PastaGen.Models;

/// <summary>ALBERT that classifies texts by special token adaptation.</summary>
[Model<IAlbert>]
[Pasta]
[SequenceClassification]
public sealed partial class AlbertPasta;

/// <summary>ALBERT that classifies texts, every parameter trained.</summary>
[Model<IAlbert>]
[FullFineTuning]
[SequenceClassification]
public sealed partial class AlbertFull;

/// <summary>ALBERT that classifies texts by its head alone.</summary>
[Model<IAlbert>]
[HeadOnly]
[SequenceClassification]
public sealed partial class AlbertHeadOnly;

/// <summary>ALBERT that labels tokens by special token adaptation.</summary>
[Model<IAlbert>]
[Pasta]
[TokenClassification]
public sealed partial class AlbertTokenPasta;

/// <summary>ALBERT that labels tokens, every parameter trained.</summary>
[Model<IAlbert>]
[FullFineTuning]
[TokenClassification]
public sealed partial class AlbertTokenFull;

/// <summary>ALBERT that labels tokens by its head alone.</summary>
[Model<IAlbert>]
[HeadOnly]
[TokenClassification]
public sealed partial class AlbertTokenHeadOnly;

/// <summary>ALBERT that predicts masked words, every parameter trained.</summary>
[Model<IAlbert>]
[FullFineTuning]
[MaskedLanguageModel]
public sealed partial class AlbertMaskedLmFull;
