namespace PastaGen.Training;

/// <summary>Words of a data set that a model does not read.</summary>
/// <param name="Cut">Those that were cut because their row is too long.</param>
/// <param name="WithoutToken">Those of which the tokenizer makes no token, such as control characters.</param>
/// <param name="Words">All words.</param>
public readonly record struct WordLosses(int Cut, int WithoutToken, int Words)
{
    /// <summary>The losses in words; null where there are none.</summary>
    public string? Sentence => (Cut, WithoutToken) switch
    {
        (0, 0) => null,
        (_, 0) => $"of {Words} words {Cut} {(Cut == 1 ? "is" : "are")} cut from rows that are too long; {Consequence}",
        (0, _) => $"of {Words} words {WithoutToken} {(WithoutToken == 1 ? "has" : "have")} no token; {Consequence}",
        _ => $"of {Words} words {Cut} {(Cut == 1 ? "is" : "are")} cut from rows that are too long, and {WithoutToken} {(WithoutToken == 1 ? "has" : "have")} no token; {Consequence}",
    };

    private const string Consequence = "they are neither learned from nor judged";
}
