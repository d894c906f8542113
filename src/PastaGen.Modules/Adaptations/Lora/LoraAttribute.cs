using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Low-rank adaptation: to what a linear gives, a product of two thin matrices of what enters it is added; everything else is frozen
/// (Hu et al. 2022, "LoRA: Low-Rank Adaptation of Large Language Models", arXiv 2106.09685).
/// </summary>
[Interchange<LoraPythonFormat>]
[TrainsWeights("lora", WeightKinds.LinearBiases, When = nameof(Biases), Is = nameof(LoraBiases.Adapted), OfAdaptedLinears = true)]
[TrainsWeights("lora", WeightKinds.LinearBiases | WeightKinds.NormBiases, When = nameof(Biases), Is = nameof(LoraBiases.All))]
public sealed class LoraAttribute : AdaptationAttribute<LowRankUpdate>
{
    /// <summary>The rank of what is added.</summary>
    [Open(8)]
    public int Rank { get; init; }

    /// <summary>What scales the sum, before it is divided as <see cref="Scaling"/> says.</summary>
    [Open(16.0)]
    public double Alpha { get; init; }

    /// <summary>What <see cref="Alpha"/> is divided by.</summary>
    [Open(LoraScaling.Rank)]
    public LoraScaling Scaling { get; init; }

    /// <summary>How often training drops an element of what enters the two matrices.</summary>
    public double Dropout { get; init; }

    /// <summary>Which biases of the backbone are trained beside the matrices; those at its sites are those of the sites that the model names, or the usual ones.</summary>
    public LoraBiases Biases { get; init; }
}

/// <summary>Biases that are trained beside low-rank updates.</summary>
public enum LoraBiases
{
    /// <summary>None (<c>none</c> in the Python PEFT library).</summary>
    None,

    /// <summary>Those of the linears with an update (<c>lora_only</c>).</summary>
    Adapted,

    /// <summary>All of the encoder, those of its norms too (<c>all</c>).</summary>
    All,
}

/// <summary>What the scale of a low-rank update is divided by.</summary>
public enum LoraScaling
{
    /// <summary>The rank (arXiv 2106.09685, section 4.1).</summary>
    Rank,

    /// <summary>The square root of the rank, which keeps high ranks learning (Kalajdzievski 2023, "A Rank Stabilization Scaling Factor for Fine-Tuning with LoRA", arXiv 2312.03732).</summary>
    RootOfRank,
}
