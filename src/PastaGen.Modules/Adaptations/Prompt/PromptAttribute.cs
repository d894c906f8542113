using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Prompt tuning: trained vectors stand before the words of each row, and run through the encoder as words do; everything else is frozen (Lester et al.
/// 2021, "The Power of Scale for Parameter-Efficient Prompt Tuning", arXiv 2104.08691).
/// </summary>
/// <remarks>
/// A head that reads the first state of a row reads that of the first vector, as usual implementations do. Starting from words of the vocabulary, which
/// that paper tries too, is not offered.
/// </remarks>
[Interchange<PromptPythonFormat>]
public sealed class PromptAttribute : AdaptationAttribute<PromptVectors>
{
    /// <summary>How many vectors stand before a row; a text may then have that many tokens less.</summary>
    [Open(20)]
    public int Length { get; init; }

    /// <summary>What fresh vectors are; <see cref="PromptInitialization.Uniform"/> where it is not named.</summary>
    [Unbound]
    public PromptInitialization Initialization { get; init; }
}
