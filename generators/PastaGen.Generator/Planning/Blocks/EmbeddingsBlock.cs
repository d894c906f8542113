using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Blocks;

/// <summary>Input embeddings: words, and where they are declared positions and token types, a norm, dropout.</summary>
internal sealed class EmbeddingsBlock : BlockKind
{
    public override string Name => "Embeddings";

    public override Placement Placement => Placement.Input;

    public override EquatableArray<RoleRule> Roles =>
    [
        RoleRule.Embedding(Role.Words, Dimension.Vocabulary, Dimension.Embedding),
        RoleRule.Embedding(Role.Positions, Dimension.Positions, Dimension.Embedding) with { MayBeAbsent = true },
        RoleRule.Embedding(Role.TokenTypes, Dimension.TokenTypes, Dimension.Embedding) with { MayBeAbsent = true, WhereNullable = Presence.WithTokenTypes },
        RoleRule.Norm(Role.Norm, Dimension.Embedding),
    ];

    public override EquatableArray<SiteRule> Sites => [new(Site.EmbeddingOutput, SeesEveryPosition: true), new(Site.WordEmbeddings, SeesEveryPosition: true)];

    public override bool Reads(ConfigSetting setting, BlockSpec block) => setting == ConfigSetting.EmbeddingDropout
        || (setting == ConfigSetting.TokenTypeCount && block.Weights.Any(weights => weights.Role == nameof(Role.TokenTypes)));

    public override string Describe(BlockKindSpec spec) => "embeddings of words with what is added to them, then a norm";

    public override Flow Plan(BlockContext block)
    {
        var shape = block.IsProjected ? "[tokens, embedding]" : "[tokens, hidden]";
        var (steps, terms) = (new List<Step> { BlockContext.Compute("words", $"{block[Role.Words]}.forward(batch.InputIds)", shape) }, new List<string> { "words" });
        steps.AddRange(block.Weave(Site.WordEmbeddings, "words", shape));
        if (block.Has(Role.TokenTypes) && !block.IsNullable(Role.TokenTypes)) Add("types", Role.TokenTypes, "TokenTypeIds");
        if (block.Has(Role.Positions) && !block.KnowsDistances) Add("positions", Role.Positions, "PositionIds");
        var sum = string.Join(" + ", terms);
        if (block.IsNullable(Role.TokenTypes))
        {
            steps.Add(BlockContext.Compute(
                "words", $"{block[Role.TokenTypes]} is null ? {sum} : {sum} + {block[Role.TokenTypes]}.forward(batch.TokenTypeIds)", shape));
            sum = "words";
        }
        if (block.Has(Role.Positions) && block.KnowsDistances)
        {
            steps.Add(new Compute(
                ["words"], $"config.KnowsDistances ? {sum} : {sum} + {block[Role.Positions]}.forward(batch.PositionIds)", shape,
                Remark: "Where attention knows distances, embeddings know no positions"));
            sum = "words";
        }
        steps.Add(BlockContext.Compute("hidden", $"{block[Role.Norm]}.forward({sum})", shape));
        steps.Add(BlockContext.Compute("hidden", "RandomDropout.Apply(hidden, config.EmbeddingDropout, training)", shape));
        if (!block.IsProjected) steps.AddRange(block.Weave(Site.EmbeddingOutput, "hidden", shape));
        return new(steps.ToEquatableArray(), new("hidden", shape));

        void Add(string state, Role role, string ids)
        {
            steps.Add(BlockContext.Compute(state, $"{block[role]}.forward(batch.{ids})", shape));
            terms.Add(state);
        }
    }
}
