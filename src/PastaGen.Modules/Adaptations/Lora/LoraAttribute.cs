using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Low-rank adaptation: to what a linear gives, a product of two thin matrices of what enters it is added; everything else is frozen
/// (Hu et al. 2022, "LoRA: Low-Rank Adaptation of Large Language Models", arXiv 2106.09685).
/// </summary>
[Interchange<LoraPythonFormat>]
[TrainsWeights("lora", WeightKinds.LinearBiases, When = nameof(Biases), Is = nameof(LoraBiases.Adapted), OfAdaptedLinears = true)]
[TrainsWeights("lora", WeightKinds.LinearBiases | WeightKinds.NormBiases, When = nameof(Biases), Is = nameof(LoraBiases.All))]
public sealed class LoraAttribute : LowRankAttribute<LowRankUpdate>
{
    /// <summary>Which biases of the backbone are trained beside the matrices; those at its sites are those of the sites that the model names, or the usual ones.</summary>
    public LoraBiases Biases { get; init; }
}
