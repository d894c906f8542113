using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Blocks;

/// <summary>The kinds of blocks whose data flow the compiler plans, and the way to those whose data flow is stated in C#.</summary>
internal static class BlockKinds
{
    public static IReadOnlyList<BlockKind> All { get; } =
    [
        new EmbeddingsBlock(),
        new EmbeddingProjectionBlock(),
        new SelfAttentionBlock(),
        new FeedForwardBlock(),
        new FinalNormBlock(),
        new PoolerBlock(),
    ];

    /// <summary>The kind that an attribute states; null where there is none.</summary>
    public static BlockKind? Find(BlockKindSpec? spec) =>
        spec is { Flow: { } flow } ? new StatedBlock(spec.Name, flow) : All.FirstOrDefault(kind => kind.Name == spec?.Name);
}
