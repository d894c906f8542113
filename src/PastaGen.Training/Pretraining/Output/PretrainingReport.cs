using System.Text.Json;

namespace PastaGen.Training;

/// <summary>What a pretraining run was, as its report.json says it.</summary>
public sealed record PretrainingReport
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>Elements of the encoder and its head, all of them trained.</summary>
    public required long Parameters { get; init; }

    /// <summary>Words of the vocabulary.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Passages of the text to learn from.</summary>
    public required int Passages { get; init; }

    /// <summary>Their tokens, inserted ones not counted.</summary>
    public required long Tokens { get; init; }

    /// <summary>Passages of the held-out text.</summary>
    public required int HeldOutPassages { get; init; }

    /// <summary>The evaluations on the held-out text, in order; the backbone is that of the last.</summary>
    public required IReadOnlyList<EpochReport> Evaluations { get; init; }

    /// <summary>Number of updates that were made.</summary>
    public required int Steps { get; init; }

    /// <summary>Why the run ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>Tokens that went through the model in the updates, inserted ones included.</summary>
    public required long SeenTokens { get; init; }

    /// <summary>
    /// Seconds of updates, evaluations and the teacher, over all parts of a run that was stopped and went on. Training the vocabulary, reading
    /// and tokenizing the text, which each part does anew, and making the model are not counted.
    /// </summary>
    public required double Seconds { get; init; }

    /// <summary>The most memory that the process has held so far; null where the system does not tell.</summary>
    public required long? PeakMemoryBytes { get; init; }

    /// <summary>The backbone's folder.</summary>
    public required string BackbonePath { get; init; }

    /// <summary>The size of its weights' file in bytes.</summary>
    public required long BackboneBytes { get; init; }

    /// <summary>The teacher's folder; null where there is none.</summary>
    public required string? Teacher { get; init; }

    /// <summary>The device's name.</summary>
    public required string Device { get; init; }

    /// <summary>What products were computed in, and why.</summary>
    public required PrecisionChoice Precision { get; init; }

    /// <summary>The run's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The report as one JSON object.</summary>
    public string ToJson() => JsonText.Render(Write, indented: true);

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("model", Model);
        json.WriteNumber("parameters", Parameters);
        json.WriteNumber("vocabulary_size", VocabularySize);
        json.WriteNumber("passages", Passages);
        json.WriteNumber("tokens", Tokens);
        json.WriteNumber("held_out_passages", HeldOutPassages);
        json.WriteStartArray("evaluations");
        foreach (var evaluation in Evaluations) evaluation.Write(json);
        json.WriteEndArray();
        json.WriteNumber("steps", Steps);
        json.WriteString("stop_reason", StopReason.Name());
        json.WriteNumber("seen_tokens", SeenTokens);
        json.WriteNumber("seconds", Math.Round(Seconds, 3));
        if (PeakMemoryBytes is { } peak) json.WriteNumber("peak_memory_bytes", peak);
        else json.WriteNull("peak_memory_bytes");
        json.WriteStartObject("backbone");
        json.WriteString("path", BackbonePath);
        json.WriteNumber("bytes", BackboneBytes);
        json.WriteEndObject();
        json.WriteString("teacher", Teacher);
        json.WriteString("device", Device);
        json.WriteString("precision", Precision.Precision.Name());
        json.WriteString("precision_reason", Precision.Reason);
        json.WriteNumber("seed", Seed);
        json.WriteEndObject();
    }
}
