namespace PastaGen.Training;

/// <summary>How often something occurs, how often it was predicted, and how often both. Scores are 0 where nothing is divided by nothing.</summary>
/// <param name="Occurring">How often it occurs.</param>
/// <param name="Predicted">How often it was predicted.</param>
/// <param name="Matching">How often it was predicted where it occurs.</param>
public readonly record struct MatchCounts(long Occurring, long Predicted, long Matching)
{
    /// <summary>The part of the predictions that is right.</summary>
    public double Precision => Predicted == 0 ? 0 : (double)Matching / Predicted;

    /// <summary>The part of the occurrences that was found.</summary>
    public double Recall => Occurring == 0 ? 0 : (double)Matching / Occurring;

    /// <summary>The harmonic mean of precision and recall, <c>2 matching / (occurring + predicted)</c>.</summary>
    public double F1 => Occurring + Predicted == 0 ? 0 : 2.0 * Matching / (Occurring + Predicted);

    /// <summary>The counts together.</summary>
    public static MatchCounts operator +(MatchCounts first, MatchCounts second) => first.Add(second);

    /// <summary>The counts together.</summary>
    /// <param name="other">The other counts.</param>
    public MatchCounts Add(MatchCounts other) => new(Occurring + other.Occurring, Predicted + other.Predicted, Matching + other.Matching);
}
