using System.Text.Json;
using System.Text.Json.Serialization;

namespace PastaGen.Training;

/// <summary>What a state says beside its tensors. Whatever stands in <see cref="RunProgress"/> is written and read without a further word here.</summary>
internal sealed record RunRecord
{
    /// <summary>What the run's bits depend on: <see cref="RunIdentity"/>.</summary>
    public required Dictionary<string, string> Identity { get; init; }

    /// <summary>What computed it last: <see cref="EngineFingerprint"/>.</summary>
    public required Dictionary<string, string> Engine { get; init; }

    /// <summary>Updates of the whole run, by which the schedule is stretched.</summary>
    public required int TotalUpdates { get; init; }

    /// <summary>The command line that the delta records.</summary>
    public string? Command { get; init; }

    /// <summary>How far the run is.</summary>
    public required RunProgress Progress { get; init; }

    /// <summary>Steps that the optimizer took with each parameter, by its name in a delta.</summary>
    public required Dictionary<string, long> OptimizerSteps { get; init; }

    /// <summary>SHA-256 of the delta file of the best evaluation so far; null where there is none, or none could be written.</summary>
    public string? DeltaDigest { get; init; }

    /// <summary>Bytes of metrics.jsonl that tell of this state's updates and evaluations; what follows them is of updates that will be made again.</summary>
    public required long MetricsBytes { get; init; }

    /// <summary>How far a run is, for another process of it.</summary>
    public static byte[] ToBytes(RunProgress progress) => JsonSerializer.SerializeToUtf8Bytes(progress, RunRecordJson.Default.RunProgress);

    /// <summary>The progress of <see cref="ToBytes"/>.</summary>
    public static RunProgress ParseProgress(byte[] bytes) => JsonSerializer.Deserialize(bytes, RunRecordJson.Default.RunProgress)!;

    /// <summary>The record as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RunRecordJson.Default.RunRecord);

    /// <summary>Reads a record; null where the text is none.</summary>
    public static RunRecord? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, RunRecordJson.Default.RunRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>How records are written: numbers to the last bit, NaN among them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(RunProgress))]
internal sealed partial class RunRecordJson : JsonSerializerContext;
