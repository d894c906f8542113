using PastaGen.Models;

namespace PastaGen.UserAdaptation;

/// <summary>BERT that classifies texts by Hadamard adapters.</summary>
[Model<IBert>, Hadamard, SequenceClassification]
public sealed partial class BertHadamard;

/// <summary>RoBERTa that classifies texts by Hadamard adapters.</summary>
[Model<IRoberta>, Hadamard, SequenceClassification]
public sealed partial class RobertaHadamard;
