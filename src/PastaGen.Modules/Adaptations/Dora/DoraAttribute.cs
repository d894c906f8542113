using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Weight-decomposed low-rank adaptation: a linear's weight with a low-rank update is divided by the lengths of its rows and multiplied by trained
/// ones; everything else is frozen (Liu et al. 2024, "DoRA: Weight-Decomposed Low-Rank Adaptation", arXiv 2402.09353).
/// </summary>
[Interchange<DoraPythonFormat>]
[Excludes("lora", "the trained lengths are those of a weight with one low-rank update, and the other one would not be under them")]
public sealed class DoraAttribute : LowRankAttribute<DecomposedUpdate>;
