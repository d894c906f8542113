namespace PastaGen.Training;

/// <summary>What a delta says of itself, in the texts of its file's header; docs/delta-format.md describes each key.</summary>
public sealed record DeltaHeader
{
    /// <summary>The version of the format that this code reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The name of the model that was trained.</summary>
    public required string Model { get; init; }

    /// <summary>The <c>model_type</c> of its backbone.</summary>
    public required string Architecture { get; init; }

    /// <summary>The head's kind.</summary>
    public required string Head { get; init; }

    /// <summary>Ids of the adaptations.</summary>
    public required IReadOnlyList<string> Adaptations { get; init; }

    /// <summary>The plan's digest: a delta fits every model of an equal plan.</summary>
    public required string PlanHash { get; init; }

    /// <summary>Settings of the adaptations that the declaration names.</summary>
    public required IReadOnlyDictionary<string, string> PinnedSettings { get; init; }

    /// <summary>Settings of the adaptations that the declaration leaves open, as they were in training.</summary>
    public required IReadOnlyDictionary<string, double> OpenSettings { get; init; }

    /// <summary>The labels in id order.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The backbone's digest: <see cref="BackboneDigest"/>.</summary>
    public required string BackboneDigest { get; init; }

    /// <summary>What products were computed in while it was trained: <c>fp32</c> or <c>bf16</c>.</summary>
    public required string Precision { get; init; }

    /// <summary>The tokenizer's digest; null where training read tensors instead of texts.</summary>
    public string? TokenizerDigest { get; init; }

    /// <summary>The special tokens that the tokenizer inserts, such as <c>[CLS] A [SEP]</c>; null where training read tensors.</summary>
    public string? SpecialTokenTemplate { get; init; }

    /// <summary>The longest row of training in tokens; null where training read tensors.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The scores that this delta reached on the development data, by name; NaN is not written.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The command that made it; null where no command line did.</summary>
    public string? Command { get; init; }

    /// <summary>The program and version that wrote it.</summary>
    public string CreatedBy { get; init; } = $"PastaGen {typeof(DeltaHeader).Assembly.GetName().Version?.ToString(3)}";
}
