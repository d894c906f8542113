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

/// <summary>ELECTRA that labels tokens by special token adaptation.</summary>
[Model<IElectra>]
[Pasta]
[TokenClassification]
public sealed partial class ElectraTokenPasta;

/// <summary>ELECTRA that labels tokens, every parameter trained.</summary>
[Model<IElectra>]
[FullFineTuning]
[TokenClassification]
public sealed partial class ElectraTokenFull;

/// <summary>ELECTRA that labels tokens by its head alone.</summary>
[Model<IElectra>]
[HeadOnly]
[TokenClassification]
public sealed partial class ElectraTokenHeadOnly;

/// <summary>ELECTRA that predicts masked words, every parameter trained.</summary>
[Model<IElectra>]
[FullFineTuning]
[MaskedLanguageModel]
public sealed partial class ElectraMaskedLmFull;
