namespace PastaGen.Models;

/// <summary>RoBERTa that classifies texts by special token adaptation.</summary>
[Model<IRoberta>]
[Pasta]
[SequenceClassification]
public sealed partial class RobertaPasta;

/// <summary>RoBERTa that classifies texts, every parameter trained.</summary>
[Model<IRoberta>]
[FullFineTuning]
[SequenceClassification]
public sealed partial class RobertaFull;

/// <summary>RoBERTa that classifies texts by its head alone.</summary>
[Model<IRoberta>]
[HeadOnly]
[SequenceClassification]
public sealed partial class RobertaHeadOnly;
