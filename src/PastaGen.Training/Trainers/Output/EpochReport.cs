using System.Text.Json;

namespace PastaGen.Training;

/// <summary>What the stretch of a run up to an evaluation was: an epoch, unless the settings want evaluations elsewhere.</summary>
/// <param name="Epoch">The epoch that it ends in, counted from 1.</param>
/// <param name="Loss">The training loss, a mean over the stretch's rows; NaN where every update of it was left out.</param>
/// <param name="Metrics">The scores on the development data.</param>
/// <param name="Seconds">Its seconds, the evaluation included.</param>
public sealed record EpochReport(int Epoch, double Loss, IReadOnlyDictionary<string, double> Metrics, double Seconds)
{
    /// <summary>Number of updates that were made before it.</summary>
    public int Step { get; init; }

    /// <summary>95% intervals of the scores; empty where the development data is large enough to do without.</summary>
    public IReadOnlyDictionary<string, ScoreInterval> Intervals { get; init; } = new Dictionary<string, ScoreInterval>();

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteContent(json);
        json.WriteEndObject();
    }

    internal void WriteContent(Utf8JsonWriter json)
    {
        json.WriteNumber("epoch", Epoch);
        json.WriteNumber("step", Step);
        JsonText.WriteNumber(json, "loss", Loss);
        JsonText.WriteNumbers(json, "metrics", Metrics);
        WriteIntervals(json);
        json.WriteNumber("seconds", Math.Round(Seconds, 3));
    }

    internal void WriteIntervals(Utf8JsonWriter json)
    {
        json.WriteStartObject("intervals");
        foreach (var (name, interval) in Intervals)
        {
            json.WriteStartArray(name);
            json.WriteNumberValue(interval.Low);
            json.WriteNumberValue(interval.High);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
