using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// P-tuning: as <see cref="PromptAttribute"/>, but the vectors come from a small network, which is trained in their place (Liu et al. 2021,
/// arXiv 2103.10385). A delta holds the network.
/// </summary>
/// <remarks>Three linears with ReLU between them, the default of usual implementations; the paper's recurrent network before them is not offered.</remarks>
[Interchange<PromptNetworkPythonFormat>]
[Excludes("prompt", "the network makes the prompt that the other holds")]
public sealed class PromptNetworkAttribute : AdaptationAttribute<PromptNetwork>
{
    /// <summary>How many vectors stand before a row; a text may then have that many tokens less.</summary>
    [Open(20)]
    public int Length { get; init; }

    /// <summary>Width of the network's middle.</summary>
    [Open(128)]
    public int MiddleSize { get; init; }
}
