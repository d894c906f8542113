using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Adapter beside the feed-forward block: what enters the block goes through a narrow state, is scaled, and is added to what the block gives; everything else
/// is frozen (He et al. 2022, "Towards a Unified View of Parameter-Efficient Transfer Learning", arXiv 2110.04366).
/// </summary>
public sealed class ParallelAdapterAttribute : AdaptationAttribute<ParallelBottleneck>
{
    /// <summary>The width of a hidden state over that of the narrow one; 2 makes the paper's 512 of a large encoder's 1024.</summary>
    [Open(2)]
    public int Reduction { get; init; }

    /// <summary>What stands between the two linears.</summary>
    [Open(Activation.Relu)]
    public Activation Activation { get; init; }

    /// <summary>What scales the sum where the scale is not learned.</summary>
    [Open(4.0)]
    public double Scale { get; init; }

    /// <summary>Whether the scale is a trained number of each place, which begins with 1.</summary>
    [Open(false)]
    public bool LearnsScale { get; init; }

    /// <summary>What fresh weights are; <see cref="BottleneckInitialization.Identity"/> where it is not named.</summary>
    [Unbound]
    public BottleneckInitialization Initialization { get; init; }
}
