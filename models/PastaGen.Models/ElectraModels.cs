namespace PastaGen.Models;

/// <summary>ELECTRA that classifies texts by special token adaptation.</summary>
[Model<IElectra>]
[Pasta]
[SequenceClassification]
public sealed partial class ElectraPasta;

/// <summary>ELECTRA that classifies texts, every parameter trained.</summary>
[Model<IElectra>]
[FullFineTuning]
[SequenceClassification]
public sealed partial class ElectraFull;

/// <summary>ELECTRA that classifies texts by its head alone.</summary>
[Model<IElectra>]
[HeadOnly]
[SequenceClassification]
public sealed partial class ElectraHeadOnly;
