using PastaGen.Models;

namespace PastaGen.UserAdaptation;

/// <summary>BERT that classifies texts by gated low-rank updates.</summary>
[Model<IBert>, GatedLora, SequenceClassification]
public sealed partial class BertGatedLora;

/// <summary>RoBERTa that classifies texts by gated low-rank updates.</summary>
[Model<IRoberta>, GatedLora, SequenceClassification]
public sealed partial class RobertaGatedLora;
