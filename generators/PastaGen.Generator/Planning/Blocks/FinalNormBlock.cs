using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Blocks;

/// <summary>The norm that ends a stack of layers whose own norms stand at their inputs.</summary>
internal sealed class FinalNormBlock : BlockKind
{
    public override string Name => "FinalNorm";

    public override Placement Placement => Placement.AfterLayers;

    public override EquatableArray<RoleRule> Roles => [RoleRule.Norm(Role.Norm)];

    public override string Describe(BlockKindSpec spec) => "the norm after the last layer";

    public override Flow Plan(BlockContext block) => new([], new($"{block[Role.Norm]}.forward(hidden)", "[read, hidden]"));
}
