using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Blocks;

/// <summary>A kind of block whose data flow is stated in C#: its contract is what that class says.</summary>
internal sealed class StatedBlock(string name, FlowSpec flow) : BlockKind
{
    public override string Name => name;

    public override Placement Placement => flow.Placement;

    public override bool MixesPositions => flow.MixesPositions;

    public override bool IsOptional => flow.Placement == Placement.Pooler;

    public override EquatableArray<RoleRule> Roles => flow.Parts.Select(Rule).ToEquatableArray();

    public override EquatableArray<SiteRule> Sites => flow.Sites
        .Select(site => new SiteRule(site, SeesEveryPosition: flow.Placement == Placement.Input || flow.SitesOfEveryToken.Contains(site))).ToEquatableArray();

    // What the class's code reads the compiler does not follow: the class says it.
    public override bool Reads(ConfigSetting setting, BlockSpec block) =>
        flow.Reads.Contains(setting) || flow.Parts.Any(part => part.Shape.Any(size => Gives(setting, size.Dimension)) && block.Weights.Any(weights => weights.Role == part.Role));

    private static bool Gives(ConfigSetting setting, Dimension? size) => setting switch
    {
        ConfigSetting.EmbeddingSize => size == Dimension.Embedding,
        ConfigSetting.TokenTypeCount => size == Dimension.TokenTypes,
        _ => false,
    };

    public override string Describe(BlockKindSpec spec) => flow.Summary;

    private RoleRule Rule(PartSpec part)
    {
        var shape = part.Shape.Select((size, i) => size.Method is { } method
            ? new Extent(default, Times(i), new(flow.Type, method))
            : new Extent(size.Dimension!.Value, Times(i)));
        return new(part.Role, ModuleKinds.Of(part.Module), shape.ToEquatableArray(), part.MayBeAbsent, part.Property);

        int Times(int place) => place == 0 ? part.Times : 1;
    }
}
