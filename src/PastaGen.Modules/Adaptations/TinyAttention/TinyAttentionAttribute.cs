using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Tiny-attention adapter: attention with heads of dimension one between a layer's two blocks; everything else is frozen (Zhao et al. 2022, "Tiny-Attention Adapter:
/// Contexts Are More Important Than the Number of Parameters", arXiv 2211.01979; equations as in the authors' code).
/// </summary>
public sealed class TinyAttentionAttribute : AdaptationAttribute<TinyAttentionAdapter>
{
    /// <summary>How many heads.</summary>
    [Open(1)]
    public int Heads { get; init; }

    /// <summary>Width of one head.</summary>
    [Open(1)]
    public int Width { get; init; }

    /// <summary>How many adapters stand behind one another at each place, each with its part of the weight 1.</summary>
    [Open(1)]
    public int Experts { get; init; }

    /// <summary>
    /// Whether the experts are one adapter of their mean tensors, with weight 1: how what was trained with several serves. The authors' code keeps the norm of the adapter
    /// that experts were cloned from; its mean is our reading.
    /// </summary>
    [Unbound]
    public bool Averaged { get; init; }

    /// <summary>How often training drops a probability; 0.1 where it is not named.</summary>
    [Unbound]
    public double Dropout { get; init; }
}
