namespace PastaGen.Generator.Planning.Blocks;

/// <summary>The kinds of blocks that the compiler knows.</summary>
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

    /// <summary>The kind of an attribute's name; null where there is none.</summary>
    public static BlockKind? Find(string? name) => All.FirstOrDefault(kind => kind.Name == name);
}
