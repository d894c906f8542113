using PastaGen.Modules;

namespace PastaGen;

/// <summary>Multi-head self-attention that knows distances by what all layers share: see <see cref="DistanceSelfAttention"/>.</summary>
public sealed class DistanceSelfAttentionAttribute : BlockKindAttribute<DistanceSelfAttention>;
