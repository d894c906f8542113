using System.Globalization;

namespace PastaGen.Training;

/// <summary>How many special tokens of a row a model adapts.</summary>
internal static class AdaptedTokens
{
    /// <summary>The setting of <see cref="PastaAttribute"/> that holds the number.</summary>
    public const string Setting = "pasta.occurrences";

    /// <summary>The most special tokens that a row may have; null where the model does not look at them.</summary>
    public static int? Capacity(ModelFacts facts, ModelShape shape)
    {
        if (facts.PinnedSettings.TryGetValue(Setting, out var pinned)) return int.Parse(pinned, CultureInfo.InvariantCulture);
        return facts.OpenSettings.TryGetValue(Setting, out var fallback) ? shape.Setting(Setting, fallback) : null;
    }
}
