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
