namespace PastaGen.UserArchitecture;

/// <summary>The mill with adapted special tokens.</summary>
[Model<IMill>]
[Pasta]
[SequenceClassification]
public sealed partial class MillPasta;

/// <summary>The mill, every parameter trained.</summary>
[Model<IMill>]
[FullFineTuning]
[SequenceClassification]
public sealed partial class MillFull;

/// <summary>The mill, in which the mixing is trained from the second layer on.</summary>
[Model<IMill>]
[HeadOnly]
[Trained<IMill.IMixer>(FirstLayer = 1)]
[SequenceClassification]
public sealed partial class MillMixed;

/// <summary>The mill that gives texts the mean of their tokens' states as it is.</summary>
[Model<IMill>]
[FeatureExtraction(Pooling.Mean, Normalize = false)]
public sealed partial class MillFeatures;
