using System.Text.Json;

namespace PastaGen.Training;

/// <summary>What a run was, as its report.json says it.</summary>
public sealed record TrainingReport
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>Elements that training changed, the head included.</summary>
    public required long TrainedParameters { get; init; }

    /// <summary>Elements of backbone, adaptations and head.</summary>
    public required long TotalParameters { get; init; }

    /// <summary>The evaluations, in order: one an epoch, unless the settings want them elsewhere.</summary>
    public required IReadOnlyList<EpochReport> Epochs { get; init; }

    /// <summary>The evaluation that the delta is from.</summary>
    public required EpochReport Best { get; init; }

    /// <summary>Number of updates that were made.</summary>
    public required int Steps { get; init; }

    /// <summary>Number of updates that were left out because their loss or gradient was not finite.</summary>
    public required int SkippedSteps { get; init; }

    /// <summary>Why the run ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>The labels and how often each occurs in the rows that were learned from; empty where answers are numbers.</summary>
    public IReadOnlyList<LabelCount> Labels { get; init; } = [];

    /// <summary>Rows that the evaluations judged.</summary>
    public required int DevRows { get; init; }

    /// <summary>Rows of them that were cut to the longest length that the run reads.</summary>
    public required int DevCutRows { get; init; }

    /// <summary>Seconds of the whole run, tokenization and evaluations included.</summary>
    public required double Seconds { get; init; }

    /// <summary>The most memory that the process has held so far; null where the system does not tell.</summary>
    public required long? PeakMemoryBytes { get; init; }

    /// <summary>The delta's path.</summary>
    public required string DeltaPath { get; init; }

    /// <summary>The delta's size in bytes.</summary>
    public required long DeltaBytes { get; init; }

    /// <summary>The device's name.</summary>
    public required string Device { get; init; }

    /// <summary>What products were computed in: <c>fp32</c> or <c>bf16</c>.</summary>
    public required string Precision { get; init; }

    /// <summary>Why it was that precision.</summary>
    public required string PrecisionReason { get; init; }

    /// <summary>The run's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The number of the model's stage, counted from 1; null where it has no stages.</summary>
    public int? Stage { get; init; }

    /// <summary>What the stages before it were, in order; empty where there are none.</summary>
    public IReadOnlyList<TrainingReport> EarlierStages { get; init; } = [];

    /// <summary>The report as one JSON object.</summary>
    public string ToJson() => JsonText.Render(Write, indented: true);

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("model", Model);
        if (Stage is { } stage) json.WriteNumber("stage", stage);
        json.WriteNumber("trained_parameters", TrainedParameters);
        json.WriteNumber("total_parameters", TotalParameters);
        json.WriteStartArray("epochs");
        foreach (var epoch in Epochs) epoch.Write(json);
        json.WriteEndArray();
        json.WriteStartObject("best");
        json.WriteNumber("epoch", Best.Epoch);
        json.WriteNumber("step", Best.Step);
        JsonText.WriteNumbers(json, "metrics", Best.Metrics);
        Best.WriteIntervals(json);
        json.WriteEndObject();
        json.WriteNumber("steps", Steps);
        json.WriteNumber("skipped_steps", SkippedSteps);
        json.WriteString("stop_reason", StopReason.Name());
        JsonText.WriteCounts(json, "labels", Labels);
        json.WriteNumber("dev_rows", DevRows);
        json.WriteNumber("dev_cut_rows", DevCutRows);
        json.WriteNumber("seconds", Math.Round(Seconds, 3));
        if (PeakMemoryBytes is { } peak) json.WriteNumber("peak_memory_bytes", peak);
        else json.WriteNull("peak_memory_bytes");
        json.WriteStartObject("delta");
        json.WriteString("path", DeltaPath);
        json.WriteNumber("bytes", DeltaBytes);
        json.WriteEndObject();
        json.WriteString("device", Device);
        json.WriteString("precision", Precision);
        json.WriteString("precision_reason", PrecisionReason);
        json.WriteNumber("seed", Seed);
        if (EarlierStages.Count > 0)
        {
            json.WriteStartArray("earlier_stages");
            foreach (var earlier in EarlierStages) earlier.Write(json);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
