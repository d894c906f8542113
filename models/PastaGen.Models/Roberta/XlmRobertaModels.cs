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

/// <summary>XLM-RoBERTa that labels tokens by special token adaptation.</summary>
[Model<IXlmRoberta>]
[Pasta]
[TokenClassification]
public sealed partial class XlmRobertaTokenPasta;

/// <summary>XLM-RoBERTa that labels tokens, every parameter trained.</summary>
[Model<IXlmRoberta>]
[FullFineTuning]
[TokenClassification]
public sealed partial class XlmRobertaTokenFull;

/// <summary>XLM-RoBERTa that labels tokens by its head alone.</summary>
[Model<IXlmRoberta>]
[HeadOnly]
[TokenClassification]
public sealed partial class XlmRobertaTokenHeadOnly;

/// <summary>XLM-RoBERTa that predicts masked words, every parameter trained.</summary>
[Model<IXlmRoberta>]
[FullFineTuning]
[MaskedLanguageModel]
public sealed partial class XlmRobertaMaskedLmFull;
