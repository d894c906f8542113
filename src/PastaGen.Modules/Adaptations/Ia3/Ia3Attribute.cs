using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// (IA)³: keys, values and what the feed-forward block's activation gives are multiplied by trained vectors, element by element; everything else is frozen
/// (Liu et al. 2022, "Few-Shot Parameter-Efficient Fine-Tuning is Better and Cheaper than In-Context Learning", arXiv 2205.05638, section 3.3). The Python
/// PEFT library's usual places in encoders are those and <see cref="Site.AttentionContext"/>.
/// </summary>
[Interchange<Ia3PythonFormat>]
public sealed class Ia3Attribute : AdaptationAttribute<ElementScale>;
