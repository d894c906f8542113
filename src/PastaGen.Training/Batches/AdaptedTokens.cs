using System.Globalization;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>How many special tokens of a row a model adapts.</summary>
internal static class AdaptedTokens
{
    /// <summary>The setting of <see cref="PastaAttribute"/> that holds the number.</summary>
    public const string Setting = "pasta.occurrences";

    /// <summary>The most special tokens that a row may have; null where the model does not look at them.</summary>
    public static int? Capacity(ModelFacts facts, ModelShape shape)
    {
        if (facts.PinnedSettings.GetValueOrDefault("pasta.sharedOverTokens") == "true" || facts.PinnedSettings.GetValueOrDefault("pasta.tokens") == nameof(AdaptedOccurrences.First))
            return int.MaxValue;
        if (facts.PinnedSettings.TryGetValue(Setting, out var pinned)) return int.Parse(pinned, CultureInfo.InvariantCulture);
        return facts.OpenSettings.TryGetValue(Setting, out var fallback) ? shape.Setting(Setting, (int)fallback) : null;
    }

    /// <summary>Checks that a model has a vector for each special token of the texts that it is to read.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pairs">Whether there are pairs among them.</param>
    /// <exception cref="BadInputException">The tokenizer inserts more.</exception>
    public static void Require(LoadedModel model, bool pairs)
    {
        if (Capacity(model.Facts, model.Model.Shape) is not { } capacity) return;
        var inserted = model.Text.SpecialTokensPerText(pairs);
        if (inserted > capacity)
            throw new BadInputException(
                $"{model.Facts.Name} adapts {capacity} special tokens of a row, but the tokenizer inserts {inserted} into a {(pairs ? "pair" : "text")} ({(pairs ? model.Text.PairTemplate : model.Text.Template)}); {(pairs ? "give single texts" : "use another tokenizer")}, or train with {Setting} = {inserted}");
    }
}
