using PastaGen.Models;

namespace PastaGen.UserProgram;

/// <summary>What a review says; the values are the label ids.</summary>
public enum Sentiment
{
    /// <summary>It advises against.</summary>
    Negative,

    /// <summary>It recommends.</summary>
    Positive,
}

/// <summary>BERT that tells sentiments, by special token adaptation.</summary>
[Model<IBert>]
[Pasta]
[SequenceClassification<Sentiment>]
public sealed partial class SentimentModel;
