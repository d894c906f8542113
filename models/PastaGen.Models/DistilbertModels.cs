namespace PastaGen.Models;

/// <summary>DistilBERT that classifies texts by special token adaptation.</summary>
[Model<IDistilbert>]
[Pasta]
[SequenceClassification]
public sealed partial class DistilbertPasta;

/// <summary>DistilBERT that classifies texts, every parameter trained.</summary>
[Model<IDistilbert>]
[FullFineTuning]
[SequenceClassification]
public sealed partial class DistilbertFull;

/// <summary>DistilBERT that classifies texts by its head alone.</summary>
[Model<IDistilbert>]
[HeadOnly]
[SequenceClassification]
public sealed partial class DistilbertHeadOnly;
