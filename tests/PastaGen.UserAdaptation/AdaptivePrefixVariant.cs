using PastaGen.Models;

namespace PastaGen.UserAdaptation;

/// <summary>BERT that classifies texts by adaptive prefixes in their other reading.</summary>
[Model<IBert>, AdaptivePrefix(Reads = GateInput.Mean, GateBias = true, MovesPositions = true), SequenceClassification]
public sealed partial class BertOtherAdaptivePrefix;
