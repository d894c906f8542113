using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// A prefix of keys and values, low-rank updates of query and value, and an adapter behind the feed-forward block, each of which a gate lets through that is trained with it;
/// everything else is frozen (Mao et al. 2022, "UniPELT: A Unified Framework for Parameter-Efficient Language Model Tuning", arXiv 2110.07577).
/// </summary>
[Excludes("prefix", "[UniPelt] has a prefix of its own, and its gate is for that alone")]
[Excludes("prefix-network", "[UniPelt] has a prefix of its own, and its gate is for that alone")]
[Excludes("apt", "[UniPelt] has a prefix of its own, and its gate is for that alone")]
[Excludes("lora", "[UniPelt] has low-rank updates of its own, and its gates are for those alone")]
[Excludes("dora", "[UniPelt] has low-rank updates of its own, which would not be under the trained lengths")]
[Excludes("pfeiffer", "[UniPelt] has adapters of its own, and its gates are for those alone")]
public sealed class UniPeltAttribute : AdaptationAttribute<GatedSubmodules>
{
    /// <summary>How many keys and values each layer gets.</summary>
    [Open(10)]
    public int Length { get; init; }

    /// <summary>The rank of the updates.</summary>
    [Open(8)]
    public int Rank { get; init; }

    /// <summary>The width of a hidden state over that of the adapter's narrow one.</summary>
    [Open(16)]
    public int Reduction { get; init; }
}
