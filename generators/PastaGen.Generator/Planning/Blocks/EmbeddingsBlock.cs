using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Blocks;

/// <summary>Input embeddings with absolute positions: words, positions and token types, a norm, dropout.</summary>
internal sealed class EmbeddingsBlock : BlockKind
{
    private const string Hidden = "[tokens, hidden]";

    public override string Name => "Embeddings";

    public override Placement Placement => Placement.Input;

    public override EquatableArray<RoleRule> Roles =>
    [
        RoleRule.Embedding(Role.Words, Dimension.Vocabulary),
        RoleRule.Embedding(Role.Positions, Dimension.Positions),
        RoleRule.Embedding(Role.TokenTypes, Dimension.TokenTypes),
        RoleRule.Norm(Role.Norm),
    ];

    public override EquatableArray<SiteRule> Sites => [new(Site.EmbeddingOutput, SeesEveryPosition: true)];

    public override string Describe(BlockKindSpec spec) => "words, positions and token types, then a norm";

    public override Flow Plan(BlockContext block) => new(
        [
            BlockContext.Compute("words", $"{block[Role.Words]}.forward(batch.InputIds)", Hidden),
            BlockContext.Compute("types", $"{block[Role.TokenTypes]}.forward(batch.TokenTypeIds)", Hidden),
            BlockContext.Compute("positions", $"{block[Role.Positions]}.forward(batch.PositionIds)", Hidden),
            BlockContext.Compute("hidden", $"{block[Role.Norm]}.forward(words + types + positions)", Hidden),
            BlockContext.Compute("hidden", "RandomDropout.Apply(hidden, config.HiddenDropout, training)", Hidden),
            .. block.Weave(Site.EmbeddingOutput, "hidden", Hidden),
        ],
        new("hidden", Hidden));
}
