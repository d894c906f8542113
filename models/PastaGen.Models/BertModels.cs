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
