using System.Text.Json.Serialization;

namespace PastaGen.Host.Json;

/// <summary>One line that <c>predict</c> writes.</summary>
/// <param name="Text">The text.</param>
/// <param name="Pair">The second text; not written where there is none.</param>
/// <param name="Label">The most probable label.</param>
/// <param name="Probabilities">Every label's probability.</param>
internal sealed record PredictionLine(
    string Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Pair,
    string Label,
    IReadOnlyDictionary<string, float> Probabilities);
