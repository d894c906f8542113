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

    /// <summary>The epochs, in order.</summary>
    public required IReadOnlyList<EpochReport> Epochs { get; init; }

    /// <summary>The epoch that the delta is from.</summary>
    public required EpochReport Best { get; init; }

    /// <summary>Number of updates.</summary>
    public required int Steps { get; init; }

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

    /// <summary>The report as one JSON object.</summary>
    public string ToJson() => JsonText.Render(Write, indented: true);

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("model", Model);
        json.WriteNumber("trained_parameters", TrainedParameters);
        json.WriteNumber("total_parameters", TotalParameters);
        json.WriteStartArray("epochs");
        foreach (var epoch in Epochs) epoch.Write(json);
        json.WriteEndArray();
        json.WriteStartObject("best");
        json.WriteNumber("epoch", Best.Epoch);
        JsonText.WriteNumbers(json, "metrics", Best.Metrics);
        json.WriteEndObject();
        json.WriteNumber("steps", Steps);
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
        json.WriteEndObject();
    }
}

/// <summary>What an epoch was.</summary>
/// <param name="Epoch">Its number, counted from 1.</param>
/// <param name="Loss">The training loss, a mean over the epoch's rows.</param>
/// <param name="Metrics">The scores on the development data.</param>
/// <param name="Seconds">Its seconds, the evaluation included.</param>
public sealed record EpochReport(int Epoch, double Loss, IReadOnlyDictionary<string, double> Metrics, double Seconds)
{
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("epoch", Epoch);
        json.WriteNumber("loss", Loss);
        JsonText.WriteNumbers(json, "metrics", Metrics);
        json.WriteNumber("seconds", Math.Round(Seconds, 3));
        json.WriteEndObject();
    }
}
