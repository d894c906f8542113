using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Special token adaptation: one vector per special token of the input and layer, added at the layer's input; everything else is frozen
/// (Yang et al. 2023, "Parameter-Efficient Tuning with Special Token Adaptation", arXiv 2210.04382, section 3). Which tokens and layers get
/// vectors and which share them are variants of ours, but for one vector a layer, which that paper's ablation tries.
/// </summary>
public sealed class PastaAttribute : AdaptationAttribute<SpecialTokenVectors>
{
    /// <summary>The most special tokens that an input holds; left open, as many as the tokenizer's template inserts for the task's inputs.</summary>
    [Open(2)]
    public int Occurrences { get; init; }

    /// <summary>What fresh vectors are; <see cref="VectorInitialization.Normal"/> where it is not named.</summary>
    [Unbound]
    public VectorInitialization Initialization { get; init; }

    /// <summary>Which of them are adapted; <see cref="AdaptedOccurrences.All"/> where it is not named.</summary>
    public AdaptedOccurrences Tokens { get; init; }

    /// <summary>Whether a layer's special tokens share one vector.</summary>
    public bool SharedOverTokens { get; init; }

    /// <summary>Whether layers share their vectors.</summary>
    public bool SharedOverLayers { get; init; }

    /// <summary>How often training drops an element of what is added; below 0, which it is where nobody names it, means as often as of hidden states.</summary>
    [Unbound]
    public double Dropout { get; init; } = -1;
}
