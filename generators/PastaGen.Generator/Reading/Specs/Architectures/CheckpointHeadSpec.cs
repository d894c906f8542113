namespace PastaGen.Generator.Reading.Specs;

/// <summary>How a family's checkpoints hold a head.</summary>
internal sealed record CheckpointHeadSpec
{
    /// <summary>The attribute.</summary>
    public required Anchor Anchor { get; init; }

    /// <summary>The head's kind.</summary>
    public required HeadKind Kind { get; init; }

    /// <summary>The checkpoint name of what gives the answer.</summary>
    public required string Name { get; init; }

    /// <summary>The state that a head for texts reads; null for heads that read every state.</summary>
    public required HeadInput? Reads { get; init; }

    /// <summary>The key under which the config says what is read; null where none does.</summary>
    public required string? ReadsKey { get; init; }

    /// <summary>The checkpoint name of the linear before the answer; null where there is none.</summary>
    public required string? Dense { get; init; }

    /// <summary>Whether that linear has a bias.</summary>
    public required bool DenseHasBias { get; init; }

    /// <summary>The activation after that linear; null where the config names it.</summary>
    public required Activation? Activation { get; init; }

    /// <summary>The key under which the config names that activation; null where none does.</summary>
    public required string? ActivationKey { get; init; }

    /// <summary>The checkpoint name of the norm after that activation; null where there is none.</summary>
    public required string? Norm { get; init; }

    /// <summary>Whether that norm has a bias.</summary>
    public required bool NormHasBias { get; init; }

    /// <summary>Whether dropout acts on what the head reads, before anything else.</summary>
    public required bool DropsInput { get; init; }

    /// <summary>How often dropout before the answer drops an element.</summary>
    public required HeadDropout Dropout { get; init; }
}
