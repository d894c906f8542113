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

    /// <summary>The blocks of an architecture, in and outside of its layers, with their kinds; one without a kind is passed over.</summary>
    public static IEnumerable<(BlockSpec Block, BlockKind Kind)> Of(ArchitectureSpec architecture) =>
        from member in architecture.Members
        from inner in member.Layer is { } layer ? layer.Members : [member]
        let kind = Find(inner.Block?.Kind)
        where kind is not null
        select (inner.Block!, kind);

    /// <summary>Whether a projection stands between an architecture's embeddings and its layers.</summary>
    public static bool HasProjection(ArchitectureSpec architecture) => Of(architecture).Any(each => each.Kind.Placement == Placement.Projection);
}
