using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Adapters behind the attention and the feed-forward block: what each block gives goes through a narrow state and is added to itself; everything else is
/// frozen, but for the norms where that is asked for (Houlsby et al. 2019, "Parameter-Efficient Transfer Learning for NLP", arXiv 1902.00751).
/// </summary>
[TrainsWeights("houlsby", WeightKinds.NormGains | WeightKinds.NormBiases, When = nameof(TrainsNorms), LayersAlone = nameof(LeavesEmbeddingNorm))]
public sealed class HoulsbyAttribute : AdaptationAttribute<HoulsbyAdapter>
{
    /// <summary>
    /// The width of a hidden state over that of the narrow one. 12 makes the paper's 64 of a base encoder's 768; of a large one's 1024, 16 does.
    /// </summary>
    [Open(12)]
    public int Reduction { get; init; }

    /// <summary>What stands between the two linears.</summary>
    [Open(Activation.Gelu)]
    public Activation Activation { get; init; }

    /// <summary>
    /// Whether the encoder's norms are trained too, as in the paper (section 2.1); the usual libraries leave them frozen, which is what holds where nothing is said.
    /// </summary>
    public bool TrainsNorms { get; init; }

    /// <summary>Whether of the norms those of the layers alone are trained.</summary>
    public bool LeavesEmbeddingNorm { get; init; }

    /// <summary>What fresh weights are; <see cref="BottleneckInitialization.NearIdentity"/> where it is not named.</summary>
    [Unbound]
    public BottleneckInitialization Initialization { get; init; }
}
