using PastaGen.Models;

namespace PastaGen.UserAdaptation;

/// <summary>BERT that classifies texts by special token adaptation and low-rank updates.</summary>
[Model<IBert>, Pasta, Lora, SequenceClassification]
public sealed partial class BertPastaAndLora;

/// <summary>BERT that classifies texts by a prefix, low-rank updates and adapters.</summary>
[Model<IBert>, Prefix, Lora, Pfeiffer(Order = 1), SequenceClassification]
public sealed partial class BertPrefixAndLoraAndPfeiffer;

/// <summary>BERT that classifies texts by its biases and low-rank updates.</summary>
[Model<IBert>, BitFit, Lora, SequenceClassification]
public sealed partial class BertBitFitAndLora;

/// <summary>BERT that classifies texts by its biases and scaled random updates.</summary>
[Model<IBert>, BitFit, Vera, SequenceClassification]
public sealed partial class BertBitFitAndVera;

/// <summary>BERT that classifies texts by its biases and a gated prefix, gated low-rank updates and gated adapters.</summary>
[Model<IBert>, BitFit, UniPelt, SequenceClassification]
public sealed partial class BertBitFitAndUniPelt;

/// <summary>BERT that classifies texts by low-rank updates and all biases that the method may train.</summary>
[Model<IBert>, Lora(Sites = Site.Query | Site.Value, Biases = LoraBiases.All), SequenceClassification]
public sealed partial class BertLoraAndAllBiases;

/// <summary>BERT that classifies texts by low-rank updates of linears, and behind and before them vectors that what they give and what enters them are multiplied by.</summary>
[Model<IBert>, Lora(Sites = Site.Value | Site.FeedForwardOutput), Ia3(Sites = Site.Value | Site.FeedForwardHidden, Order = 1), SequenceClassification]
public sealed partial class BertLoraAndIa3;

/// <summary>BERT that classifies texts by trained lengths of weights, and behind them vectors.</summary>
[Model<IBert>, Dora(Sites = Site.Value), Ia3(Sites = Site.Value | Site.Key, Order = 1), SequenceClassification]
public sealed partial class BertDoraAndIa3;

/// <summary>BERT that classifies texts by vectors in the place of words before each row, and special token adaptation behind them.</summary>
[Model<IBert>, Prompt, Pasta, SequenceClassification]
public sealed partial class BertPromptAndPasta;

/// <summary>BERT that classifies texts by vectors in the place of words before each row, and a prefix behind which all of them are numbered.</summary>
[Model<IBert>, Prompt, Prefix(Order = 1), SequenceClassification]
public sealed partial class BertPromptThenPrefix;

/// <summary>The same in the other order.</summary>
[Model<IBert>, Prefix, Prompt(Order = 1), SequenceClassification]
public sealed partial class BertPrefixThenPrompt;

/// <summary>BERT that classifies texts by two adapters whose parameters have the same names.</summary>
[Model<IBert>, Pfeiffer(Sites = Site.FeedForwardOutput), ParallelAdapter(Sites = Site.AttentionOutput), SequenceClassification]
public sealed partial class BertTwoAdapters;

/// <summary>BERT that classifies texts by adapters behind both blocks, and the norms of its layers.</summary>
[Model<IBert>, Houlsby(TrainsNorms = true), SequenceClassification]
public sealed partial class BertHoulsbyNorms;
