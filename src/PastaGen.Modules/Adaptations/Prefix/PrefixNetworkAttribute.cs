using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Prefix tuning with a reparameterization: as <see cref="PrefixAttribute"/>, but the keys and values of all layers come from a small network, which is
/// trained in their place (Li and Liang 2021, "Prefix-Tuning", arXiv 2101.00190, section 4.3). A delta holds the network.
/// </summary>
[Interchange<PrefixNetworkPythonFormat>]
[Excludes("prefix", "the network makes the prefix that the other holds")]
public sealed class PrefixNetworkAttribute : AdaptationAttribute<PrefixNetwork>
{
    /// <summary>How many keys and values each layer gets.</summary>
    [Open(20)]
    public int Length { get; init; }

    /// <summary>Width of the network's middle.</summary>
    [Open(512)]
    public int MiddleSize { get; init; }

    /// <summary>
    /// Whether tokens are numbered behind the prefix, as the usual implementations do; a text may then have that many tokens less.
    /// </summary>
    public bool MovesPositions { get; init; }
}
