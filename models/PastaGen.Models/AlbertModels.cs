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
