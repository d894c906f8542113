using System.Text.Json.Serialization;

namespace PastaGen.Host.Json;

/// <summary>One line that <c>predict</c> writes; which kind is said by the model's head.</summary>
[JsonDerivedType(typeof(PredictionLine))]
[JsonDerivedType(typeof(NumberLine))]
[JsonDerivedType(typeof(LabelsLine))]
[JsonDerivedType(typeof(TagsLine))]
[JsonDerivedType(typeof(FeaturesLine))]
internal abstract record AnswerLine;

/// <summary>One of several labels.</summary>
/// <param name="Text">The text.</param>
/// <param name="Pair">The second text; not written where there is none.</param>
/// <param name="Label">The most probable label.</param>
/// <param name="Probabilities">Every label's probability.</param>
internal sealed record PredictionLine(
    string Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Pair,
    string Label,
    IReadOnlyDictionary<string, float> Probabilities) : AnswerLine;

/// <summary>A number.</summary>
/// <param name="Text">The text.</param>
/// <param name="Pair">The second text; not written where there is none.</param>
/// <param name="Label">The number.</param>
internal sealed record NumberLine(
    string Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Pair,
    float Label) : AnswerLine;

/// <summary>Any number of labels.</summary>
/// <param name="Text">The text.</param>
/// <param name="Pair">The second text; not written where there is none.</param>
/// <param name="Labels">Those whose probability is above one half.</param>
/// <param name="Probabilities">Every label's probability.</param>
internal sealed record LabelsLine(
    string Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Pair,
    IReadOnlyList<string> Labels,
    IReadOnlyDictionary<string, float> Probabilities) : AnswerLine;

/// <summary>A tag for each word.</summary>
/// <param name="Words">The words.</param>
/// <param name="Tags">Their tags; null for a word that was not read.</param>
internal sealed record TagsLine(IReadOnlyList<string> Words, IReadOnlyList<string?> Tags) : AnswerLine;

/// <summary>A vector.</summary>
/// <param name="Text">The text.</param>
/// <param name="Pair">The second text; not written where there is none.</param>
/// <param name="Features">Its elements.</param>
internal sealed record FeaturesLine(
    string Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Pair,
    IReadOnlyList<float> Features) : AnswerLine;
