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
