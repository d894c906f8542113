using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Weight-decomposed low-rank adaptation: a linear's weight with a low-rank update is divided by the lengths of its rows and multiplied by trained
/// ones; everything else is frozen (Liu et al. 2024, "DoRA: Weight-Decomposed Low-Rank Adaptation", arXiv 2402.09353).
/// </summary>
[Interchange<DoraPythonFormat>]
[Excludes("lora", "the trained lengths are those of a weight with one low-rank update, and the other one would not be under them")]
public sealed class DoraAttribute : AdaptationAttribute<DecomposedUpdate>
{
    /// <summary>The rank of the update.</summary>
    [Open(8)]
    public int Rank { get; init; }

    /// <summary>What scales the update, before it is divided as <see cref="Scaling"/> says.</summary>
    [Open(16.0)]
    public double Alpha { get; init; }

    /// <summary>What <see cref="Alpha"/> is divided by.</summary>
    [Open(LoraScaling.Rank)]
    public LoraScaling Scaling { get; init; }

    /// <summary>How often training drops an element of what enters the weight in what the update changes.</summary>
    public double Dropout { get; init; }
}
