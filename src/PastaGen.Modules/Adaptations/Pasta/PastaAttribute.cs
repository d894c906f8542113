using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Special token adaptation: one vector per special token of the input and layer, added at the layer's input; everything else is frozen
/// (Yang et al. 2023, "Parameter-Efficient Tuning with Special Token Adaptation", arXiv 2210.04382, section 3).
/// </summary>
public sealed class PastaAttribute : AdaptationAttribute<SpecialTokenVectors>
{
    /// <summary>How many special tokens of an input are adapted; left open, as many as the tokenizer's template inserts for the task's inputs.</summary>
    [Open(2)]
    public int Occurrences { get; init; }

    /// <summary>What fresh vectors are; <see cref="VectorInitialization.Normal"/> where it is not named.</summary>
    public VectorInitialization Initialization { get; init; }
}

/// <summary>What fresh vectors are.</summary>
public enum VectorInitialization
{
    /// <summary>Drawn from N(0, 0.02), as the encoder's own weights once were.</summary>
    Normal,

    /// <summary>Zero: at the first step the model equals its base, bit for bit.</summary>
    Zero,
}
