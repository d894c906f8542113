using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Prefix tuning: attention of every layer attends to a few trained keys and values too; everything else is frozen (Li and Liang 2021, "Prefix-Tuning",
/// arXiv 2101.00190; Liu et al. 2022, "P-Tuning v2", arXiv 2110.07602).
/// </summary>
[Interchange<PrefixPythonFormat>]
public sealed class PrefixAttribute : AdaptationAttribute<PrefixKeyValues>
{
    /// <summary>How many keys and values each layer gets.</summary>
    [Open(20)]
    public int Length { get; init; }

    /// <summary>
    /// Whether tokens are numbered behind the prefix, as the usual implementations do; a text may then have that many tokens less.
    /// </summary>
    public bool MovesPositions { get; init; }
}
