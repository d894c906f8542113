using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Blocks;

/// <summary>The linear from embeddings to hidden states where the two differ in width.</summary>
internal sealed class EmbeddingProjectionBlock : BlockKind
{
    private const string Hidden = "[tokens, hidden]";

    public override string Name => "EmbeddingProjection";

    public override Placement Placement => Placement.Projection;

    public override EquatableArray<RoleRule> Roles =>
        [RoleRule.Linear(Role.Output, Dimension.Hidden, Dimension.Embedding) with { WhereNullable = Presence.WithProjection }];

    public override EquatableArray<SiteRule> Sites => [new(Site.EmbeddingOutput, SeesEveryPosition: true)];

    public override bool Reads(ConfigSetting setting, BlockSpec block) => setting == ConfigSetting.EmbeddingSize;

    public override string Describe(BlockKindSpec spec) => "the projection of the embeddings to hidden states";

    public override Flow Plan(BlockContext block)
    {
        var output = block[Role.Output];
        var projected = block.IsNullable(Role.Output) ? $"{output} is null ? hidden : {output}.forward(hidden)" : $"{output}.forward(hidden)";
        Step[] woven = [.. block.Weave(Site.EmbeddingOutput, "hidden", Hidden)];
        return woven.Length == 0
            ? new([], new(projected, Hidden))
            : new([BlockContext.Compute("hidden", projected, Hidden), .. woven], new("hidden", Hidden));
    }
}
