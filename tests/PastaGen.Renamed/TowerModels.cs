namespace PastaGen.Renamed;

/// <summary>The tower with adapted special tokens.</summary>
[Model<ITower>]
[Pasta]
[SequenceClassification]
public sealed partial class TowerPasta;

/// <summary>The tower, every parameter trained.</summary>
[Model<ITower>]
[FullFineTuning]
[SequenceClassification]
public sealed partial class TowerFull;

/// <summary>The crowned tower, every parameter trained.</summary>
[Model<ICrownedTower>]
[FullFineTuning]
[SequenceClassification]
public sealed partial class CrownedFull;

/// <summary>The crowned tower with adapted special tokens.</summary>
[Model<ICrownedTower>]
[Pasta]
[SequenceClassification]
public sealed partial class CrownedPasta;

/// <summary>The crowned tower that labels tokens, every parameter trained.</summary>
[Model<ICrownedTower>]
[FullFineTuning]
[TokenClassification]
public sealed partial class CrownedTokenFull;

/// <summary>The crowned tower that labels tokens by its head alone.</summary>
[Model<ICrownedTower>]
[HeadOnly]
[TokenClassification]
public sealed partial class CrownedTokenHeadOnly;

/// <summary>The crowned tower that labels tokens, with adapted special tokens.</summary>
[Model<ICrownedTower>]
[Pasta]
[TokenClassification]
public sealed partial class CrownedTokenPasta;

/// <summary>The crowned tower that predicts masked words, every parameter trained.</summary>
[Model<ICrownedTower>]
[FullFineTuning]
[MaskedLanguageModel]
public sealed partial class CrownedMaskedFull;

/// <summary>The crowned tower that predicts masked words, with adapted special tokens.</summary>
[Model<ICrownedTower>]
[Pasta]
[MaskedLanguageModel]
public sealed partial class CrownedMaskedPasta;

/// <summary>The tower whose config chooses, every parameter trained.</summary>
[Model<ISwayingTower>]
[FullFineTuning]
[SequenceClassification]
public sealed partial class SwayingFull;

/// <summary>The tower whose config chooses, with adapted special tokens.</summary>
[Model<ISwayingTower>]
[Pasta]
[SequenceClassification]
public sealed partial class SwayingPasta;

/// <summary>The tower that reads the mean, every parameter trained.</summary>
[Model<ILevelTower>]
[FullFineTuning]
[SequenceClassification]
public sealed partial class LevelFull;
