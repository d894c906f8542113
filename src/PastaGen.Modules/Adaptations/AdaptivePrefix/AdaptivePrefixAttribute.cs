using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Adaptive prefix tuning (APT): a prefix of keys and values in every layer, each weighed by a gate that reads the layer's input, and all of a layer by a
/// trained scale; everything else is frozen (Zhang et al. 2023, "Towards Adaptive Prefix Tuning for Parameter-Efficient Language Model Fine-tuning",
/// arXiv 2305.15212).
/// </summary>
/// <remarks>
/// Both gates, and the size of a gate's matrix, are that paper's. What the gate reads, that it has no bias, and where tokens are numbered from are
/// readings of ours, each with its alternative; so are the fresh values.
/// </remarks>
public sealed class AdaptivePrefixAttribute : AdaptationAttribute<AdaptivePrefixKeyValues>
{
    /// <summary>How many keys and values each layer gets.</summary>
    [Open(20)]
    public int Length { get; init; }

    /// <summary>Which state a row's gates read; <see cref="GateInput.FirstToken"/> where it is not named.</summary>
    public GateInput Reads { get; init; }

    /// <summary>Whether gates have biases.</summary>
    public bool GateBias { get; init; }

    /// <summary>Whether tokens are numbered behind the prefix; a text may then have that many tokens less.</summary>
    public bool MovesPositions { get; init; }
}
