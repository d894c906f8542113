using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Planning.States;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Emitting;

/// <summary>C# expressions for what a plan holds.</summary>
internal static class Expressions
{
    /// <summary>Whether a name is a word of the language.</summary>
    public static bool IsKeyword(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None;

    /// <summary>A text as a literal.</summary>
    public static string Literal(string text)
    {
        foreach (var character in text)
            if (MustBeEscaped(character))
                return $"\"{string.Concat(text.Select(each => MustBeEscaped(each) ? Escaped(each) : each.ToString()))}\"";
        return $"\"{text}\"";
    }

    /// <summary>A compile-time value as a literal.</summary>
    public static string Literal(ConstantSpec value, TypeNames types) => value.Kind switch
    {
        ConstantKind.Text => Literal(value.Text),
        ConstantKind.EnumMember => string.Join(" | ", value.Text.Split('|').Select(member => $"{types.Of(value.Enum!)}.{member.Trim()}")),
        ConstantKind.Single or ConstantKind.Real when Unwritten(value.Text) is { } name => $"{(value.Kind == ConstantKind.Single ? "float" : "double")}.{name}",
        ConstantKind.Single => value.Text + "f",
        _ => value.Text,
    };

    // What C# has no literal for.
    private static string? Unwritten(string number) => number switch
    {
        "NaN" => "NaN",
        "Infinity" => "PositiveInfinity",
        "-Infinity" => "NegativeInfinity",
        _ => null,
    };

    /// <summary>A number with its thousands set apart.</summary>
    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(",", "_");

    /// <summary>A size of the encoder, read from <c>config</c>; a head's size is read from <c>shape</c>.</summary>
    public static string Size(Dimension dimension, string config = "config") => dimension switch
    {
        Dimension.Hidden => $"{config}.HiddenSize",
        Dimension.Intermediate => $"{config}.IntermediateSize",
        Dimension.Embedding => $"{config}.EmbeddingSize",
        Dimension.Layers => $"{config}.LayerCount",
        Dimension.Vocabulary => $"{config}.VocabularySize",
        Dimension.Positions => $"{config}.PositionCount",
        Dimension.Distances => $"{config}.DistanceCount",
        Dimension.HeadSize => $"{config}.HeadSize",
        Dimension.TokenTypes => $"{config}.TokenTypeCount",
        Dimension.Labels => "shape.LabelCount",
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "no size of an encoder"),
    };

    /// <summary>Whether weights are there, read from <c>config</c>; null where they always are.</summary>
    public static string? IsThere(Presence presence) => presence switch
    {
        Presence.WithTokenTypes => "config.TokenTypeCount > 0",
        Presence.WithDistances => "config.KnowsDistances",
        Presence.WithProjection => "config.EmbeddingSize != config.HiddenSize",
        _ => null,
    };

    /// <summary>A size of a parameter, read from <c>config</c>.</summary>
    public static string Size(Extent extent, TypeNames types)
    {
        var one = extent.Method is { } method ? $"{types.Of(method.Type)}.{method.Name}(config)" : Size(extent.Dimension);
        return extent.Times == 1 ? one : FormattableString.Invariant($"{extent.Times} * {one}");
    }

    /// <summary>A setting of an adaptation, read from <c>shape</c> where it is open.</summary>
    public static string Setting(SettingPlan setting, TypeNames types) =>
        setting.Value is { } value ? Literal(value, types) : $"shape.Setting({Literal(setting.Key)}, {Typed(setting.Fallback!, types)})";

    /// <summary>A size of an adaptation's parameter, read from <c>config</c> and <c>shape</c>.</summary>
    public static string Size(SizeProduct size, AdaptationPlan adaptation, Insertion? at, TypeNames types) =>
        string.Concat(size.Factors.Select((factor, i) => $"{(i == 0 ? "" : factor.Divides ? " / " : " * ")}{Size(factor, adaptation, at, types)}"));

    private static string Size(SizeFactor factor, AdaptationPlan adaptation, Insertion? at, TypeNames types)
    {
        if (factor.Less > 0) return FormattableString.Invariant($"({Size(factor with { Less = 0 }, adaptation, at, types)} - {factor.Less})");
        if (factor.Number is not null) return factor.Name;
        if (adaptation.Setting(factor.Name) is { } setting) return Setting(setting, types);
        var extent = AdaptedSizes.Extent(factor.Dimension!.Value, at);
        return extent.Times == 1 ? Size(extent, types) : $"({Size(extent, types)})";
    }

    // A whole number of a double's setting needs a point, so that the setting's type is found.
    private static string Typed(ConstantSpec value, TypeNames types) =>
        value.Kind == ConstantKind.Real && value.Text.All(character => char.IsDigit(character) || character == '-') ? value.Text + ".0" : Literal(value, types);

    /// <summary>A setting's fallback as the number that facts and deltas hold.</summary>
    public static string Number(ConstantSpec value, TypeNames types) => value.Kind switch
    {
        ConstantKind.EnumMember => $"(double)({Literal(value, types)})",
        ConstantKind.Boolean => value.Text == "true" ? "1" : "0",
        _ => value.Text,
    };

    /// <summary>A checkpoint name or path, with <c>layer</c> in the place of the layer's number.</summary>
    public static string Name(string name, bool isRepeated) =>
        isRepeated ? "$" + Literal(name.Replace("{", "{{").Replace("}", "}}").Replace("{{0}}", "{layer}")) : Literal(name);

    /// <summary>What training does with a parameter, decided by <c>layer</c> where layers differ.</summary>
    public static string State(StateRanges states) => ByLayer(states, range => range.State.ToString());

    /// <summary>Why, decided by <c>layer</c> where layers differ.</summary>
    public static string Reason(StateRanges states, Func<string, string> name) => ByLayer(states, range => name(range.Reason));

    /// <summary>Whether <c>layer</c> is one of some layers, as an expression that is neither always true nor always false.</summary>
    public static string IsIn(LayerRanges layers, string layer = "layer") =>
        layers.Ranges.Count == 1 && Comparison(layers.Ranges[0]) is { } comparison ? $"{layer} {comparison}"
        : $"{layer} is {string.Join(" or ", layers.Ranges.Select(Pattern))}";

    /// <summary>The condition of a statement that a run of layers alone has; empty for all layers.</summary>
    public static string OnlyIn(LayerRange layers) => layers == LayerRange.All ? "" : $"if ({IsIn(new([layers]))}) ";

    private static string ByLayer(StateRanges states, Func<StateRange, string> value)
    {
        var last = states.Ranges.Count - 1;
        if (states.Ranges.All(range => value(range) == value(states.Ranges[0]))) return value(states.Ranges[0]);

        // The runs cover every layer in order: each but the last is told by where it ends.
        return string.Concat(states.Ranges.Take(last).Select(range => $"layer < {Number(range.Layers.Last!.Value + 1)} ? {value(range)} : "))
            + value(states.Ranges[last]);
    }

    private static string? Comparison(LayerRange range) => range switch
    {
        { First: 0, Last: { } last } => $"< {Number(last + 1)}",
        { Last: null } => $">= {Number(range.First)}",
        _ when range.First == range.Last => $"== {Number(range.First)}",
        _ => null,
    };

    private static string Pattern(LayerRange range) => Comparison(range) is { } comparison
        ? comparison.StartsWith("==", StringComparison.Ordinal) ? comparison.Substring(3) : comparison
        : $">= {Number(range.First)} and <= {Number(range.Last!.Value)}";

    private static bool MustBeEscaped(char character) => character is < ' ' or '"' or '\\' or '\u0085' or '\u2028' or '\u2029';

    private static string Escaped(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => "\\u" + ((int)character).ToString("x4", CultureInfo.InvariantCulture),
    };
}
