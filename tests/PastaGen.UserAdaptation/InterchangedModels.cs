using PastaGen.Models;

namespace PastaGen.UserAdaptation;

/// <summary>BERT that classifies texts by low-rank updates that are divided by their rank, whatever a delta says.</summary>
[Model<IBert>, Lora(Scaling = LoraScaling.Rank), SequenceClassification]
public sealed partial class BertUnscaledLora;

/// <summary>BERT that classifies texts by a prefix behind which tokens keep their numbers.</summary>
[Model<IBert>, Prefix(MovesPositions = false), SequenceClassification]
public sealed partial class BertUnmovedPrefix;

/// <summary>BERT that classifies texts by low-rank updates of some linears, from the second layer on.</summary>
[Model<IBert>, Lora(Sites = Site.Query | Site.FeedForwardOutput, FirstLayer = 1, Dropout = 0.25), SequenceClassification]
public sealed partial class BertUpperLora;

/// <summary>BERT that classifies texts by low-rank updates and all biases.</summary>
[Model<IBert>, Lora(Biases = LoraBiases.All), SequenceClassification]
public sealed partial class BertLoraOfAllBiases;

/// <summary>BERT that classifies texts by low-rank updates and the weights of a linear.</summary>
[Model<IBert>, Lora, Trained<IBert.IAttention>(nameof(IBert.IAttention.Key)), SequenceClassification]
public sealed partial class BertLoraBesideWeights;

/// <summary>BERT that classifies texts by low-rank updates and a prefix.</summary>
[Model<IBert>, Lora, Prefix, SequenceClassification]
public sealed partial class BertLoraAndPrefix;

/// <summary>BERT that predicts masked words by low-rank updates.</summary>
[Model<IBert>, Lora, MaskedLanguageModel]
public sealed partial class BertMaskedLmLora;
