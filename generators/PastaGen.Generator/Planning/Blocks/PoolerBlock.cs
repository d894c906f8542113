using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Blocks;

/// <summary>The pooled output of a text: an activation of a linear of the state of position 0.</summary>
internal sealed class PoolerBlock : BlockKind
{
    public override string Name => "Pooler";

    public override Placement Placement => Placement.Pooler;

    public override bool IsOptional => true;

    public override EquatableArray<RoleRule> Roles => [RoleRule.Linear(Role.Output, Dimension.Hidden, Dimension.Hidden)];

    public override string Describe(BlockKindSpec spec) => "the pooled output, from the state of position 0";

    public override Flow Plan(BlockContext block) => new(
        [BlockContext.Compute("output", $"{block[Role.Output]}.forward(first)", "[batch, hidden]")],
        new($"Activation.{block.Spec.Activation}.Apply(output)", "[batch, hidden]"));
}
