using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Adapter behind the feed-forward block alone: what the block gives takes what goes through a narrow state besides; everything else is frozen
/// (Pfeiffer et al. 2021, "AdapterFusion: Non-Destructive Task Composition for Transfer Learning", arXiv 2005.00247).
/// </summary>
public sealed class PfeifferAttribute : AdaptationAttribute<PfeifferAdapter>
{
    /// <summary>The width of a hidden state over that of the narrow one; 16 is the usual setting.</summary>
    [Open(16)]
    public int Reduction { get; init; }

    /// <summary>What stands between the two linears.</summary>
    [Open(Activation.Relu)]
    public Activation Activation { get; init; }

    /// <summary>
    /// Whether the adapter reads what would leave the block without it, the residual added and the norm behind that taken; else it reads the block's own
    /// answer.
    /// </summary>
    [Open(true)]
    public bool ReadsNormed { get; init; }

    /// <summary>What fresh weights are; <see cref="BottleneckInitialization.Normal"/> where it is not named.</summary>
    [Unbound]
    public BottleneckInitialization Initialization { get; init; }
}
