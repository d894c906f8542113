using PastaGen.Models;

namespace PastaGen.UserAdaptation;

/// <summary>BERT that classifies texts by a vector a layer for the first special token.</summary>
[Model<IBert>, Pasta(Tokens = AdaptedOccurrences.First), SequenceClassification]
public sealed partial class BertFirstToken;

/// <summary>BERT that classifies texts by a vector a layer for all special tokens.</summary>
[Model<IBert>, Pasta(SharedOverTokens = true), SequenceClassification]
public sealed partial class BertSharedTokens;

/// <summary>BERT that classifies texts by vectors for special tokens that all layers share.</summary>
[Model<IBert>, Pasta(SharedOverLayers = true), SequenceClassification]
public sealed partial class BertSharedLayers;

/// <summary>BERT that classifies texts by vectors for the special tokens of the second layer.</summary>
[Model<IBert>, Pasta(FirstLayer = 1, LastLayer = 1), SequenceClassification]
public sealed partial class BertSecondLayer;

/// <summary>RoBERTa that classifies texts by a vector a layer for the first special token and by Hadamard adapters, which keep the family's own head.</summary>
[Model<IRoberta>, Pasta(Tokens = AdaptedOccurrences.First), Hadamard, SequenceClassification]
public sealed partial class RobertaFirstToken;

/// <summary>RoBERTa that classifies texts by a vector a layer for all special tokens and by Hadamard adapters, which keep the family's own head.</summary>
[Model<IRoberta>, Pasta(SharedOverTokens = true), Hadamard, SequenceClassification]
public sealed partial class RobertaSharedTokens;

/// <summary>RoBERTa that classifies texts by vectors for special tokens that all layers share and by Hadamard adapters, which keep the family's own head.</summary>
[Model<IRoberta>, Pasta(SharedOverLayers = true), Hadamard, SequenceClassification]
public sealed partial class RobertaSharedLayers;

/// <summary>RoBERTa that classifies texts by vectors for the special tokens of the second layer and by Hadamard adapters, which keep the family's own head.</summary>
[Model<IRoberta>, Pasta(FirstLayer = 1, LastLayer = 1), Hadamard, SequenceClassification]
public sealed partial class RobertaSecondLayer;

/// <summary>BERT that classifies texts by vectors for the special tokens behind the first, from the second layer on.</summary>
[Model<IBert>, Pasta(Tokens = AdaptedOccurrences.AllButFirst, FirstLayer = 1), SequenceClassification]
public sealed partial class BertLaterTokens;

/// <summary>BERT that classifies texts by vectors for special tokens that start at zero.</summary>
[Model<IBert>, Pasta(Initialization = VectorInitialization.Zero, Dropout = 0), SequenceClassification]
public sealed partial class BertFromZero;

/// <summary>BERT that classifies texts by one vector for all special tokens behind the first and all layers.</summary>
[Model<IBert>, Pasta(SharedOverTokens = true, SharedOverLayers = true, Tokens = AdaptedOccurrences.AllButFirst), SequenceClassification]
public sealed partial class BertSharedAlways;
