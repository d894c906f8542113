using System.Globalization;

namespace PastaGen.Training;

/// <summary>What a finished run's numbers say against it, although none of them is wrong.</summary>
internal static class OutcomeWarnings
{
    // A run that learns stays near what guessing has at worst, and one that overfits lies far below it.
    private const double TimesOfGuessing = 3;

    /// <summary>The sentences, each with what mends it.</summary>
    /// <param name="lastLoss">The training loss up to the last evaluation; NaN where it is unknown.</param>
    /// <param name="lossOfGuessing">The loss of one who gives all labels the same chance; null where there is no such one.</param>
    /// <param name="learningRate">The run's peak learning rate.</param>
    /// <param name="best">What the kept delta answers.</param>
    /// <param name="devSource">The rows that it answered.</param>
    public static IEnumerable<string> Of(double lastLoss, double? lossOfGuessing, double learningRate, Evaluation best, string devSource)
    {
        if (lastLoss > TimesOfGuessing * lossOfGuessing)
            yield return string.Create(
                CultureInfo.InvariantCulture, $"the training loss came to {lastLoss:0.###e+0}, where guessing has {lossOfGuessing:0.00}: --learning-rate {learningRate} is most likely too high; try a tenth of it");
        if (best.OnlyLabel is { } label)
            yield return $"the delta that was kept answers \"{label}\" throughout {devSource}: it tells no labels apart; try another --learning-rate, more --epochs or more rows";
    }
}
