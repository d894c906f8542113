namespace PastaGen.Generator.Planning.Plans;

/// <summary>Totals of a model whose sizes are known, in elements.</summary>
internal sealed record Totals
{
    /// <summary>The whole backbone, pooler included.</summary>
    public required long Backbone { get; init; }

    /// <summary>What of the backbone is trained.</summary>
    public required long TrainedBackbone { get; init; }

    /// <summary>What adaptations add, with open settings at their fallbacks.</summary>
    public required long Adaptation { get; init; }

    /// <summary>Whether no setting that decides a size is open.</summary>
    public required bool AdaptationIsKnown { get; init; }

    /// <summary>The head; null where the number of labels is open.</summary>
    public required long? Head { get; init; }

    /// <summary>All that is trained, the head where it is known.</summary>
    public long Trained => TrainedBackbone + Adaptation + (Head ?? 0);

    /// <summary>Size of a delta's tensors at four bytes an element.</summary>
    public long DeltaBytes => 4 * Trained;

    /// <summary>Whether nothing in the totals is open.</summary>
    public bool AreComplete => AdaptationIsKnown && Head is not null;
}
