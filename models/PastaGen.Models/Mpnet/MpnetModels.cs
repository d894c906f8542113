namespace PastaGen.Models;

/// <summary>MPNet that classifies texts by special token adaptation.</summary>
[Model<IMpnet>]
[Pasta]
[SequenceClassification]
public sealed partial class MpnetPasta;

/// <summary>MPNet that classifies texts, every parameter trained.</summary>
[Model<IMpnet>]
[FullFineTuning]
[SequenceClassification]
public sealed partial class MpnetFull;

/// <summary>MPNet that classifies texts by its head alone.</summary>
[Model<IMpnet>]
[HeadOnly]
[SequenceClassification]
public sealed partial class MpnetHeadOnly;

/// <summary>MPNet that labels tokens by special token adaptation.</summary>
[Model<IMpnet>]
[Pasta]
[TokenClassification]
public sealed partial class MpnetTokenPasta;

/// <summary>MPNet that labels tokens, every parameter trained.</summary>
[Model<IMpnet>]
[FullFineTuning]
[TokenClassification]
public sealed partial class MpnetTokenFull;

/// <summary>MPNet that labels tokens by its head alone.</summary>
[Model<IMpnet>]
[HeadOnly]
[TokenClassification]
public sealed partial class MpnetTokenHeadOnly;

/// <summary>MPNet that predicts masked words, every parameter trained.</summary>
[Model<IMpnet>]
[FullFineTuning]
[MaskedLanguageModel]
public sealed partial class MpnetMaskedLmFull;

/// <summary>MPNet that gives texts the mean of their tokens' states, divided by its length.</summary>
[Model<IMpnet>]
[FeatureExtraction(Pooling.Mean)]
public sealed partial class MpnetFeatures;

/// <summary>MPNet that gives texts the state at position 0, divided by its length.</summary>
[Model<IMpnet>]
[FeatureExtraction(Pooling.FirstPosition)]
public sealed partial class MpnetFirstPositionFeatures;
