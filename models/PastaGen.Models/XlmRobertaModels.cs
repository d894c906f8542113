namespace PastaGen.Models;

/// <summary>XLM-RoBERTa that classifies texts by special token adaptation.</summary>
[Model<IXlmRoberta>]
[Pasta]
[SequenceClassification]
public sealed partial class XlmRobertaPasta;

/// <summary>XLM-RoBERTa that classifies texts, every parameter trained.</summary>
[Model<IXlmRoberta>]
[FullFineTuning]
[SequenceClassification]
public sealed partial class XlmRobertaFull;

/// <summary>XLM-RoBERTa that classifies texts by its head alone.</summary>
[Model<IXlmRoberta>]
[HeadOnly]
[SequenceClassification]
public sealed partial class XlmRobertaHeadOnly;
