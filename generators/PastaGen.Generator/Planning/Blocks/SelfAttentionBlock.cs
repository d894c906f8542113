using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Planning.States;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Blocks;

/// <summary>Multi-head self-attention with a residual, its norm after the residual or at the block's input.</summary>
internal sealed class SelfAttentionBlock : BlockKind
{
    private const string Full = "[tokens, hidden]";
    private const string Read = "[read, hidden]";

    private const string Arguments = "rows, config.HeadCount, config.AttentionDropout, training";

    private static readonly (Role Role, Site Site, string State)[] Projections =
        [(Role.Query, Site.Query, "query"), (Role.Key, Site.Key, "key"), (Role.Value, Site.Value, "value")];

    public override string Name => "SelfAttention";

    public override Placement Placement => Placement.Layer;

    public override bool MixesPositions => true;

    public override EquatableArray<RoleRule> Roles =>
    [
        RoleRule.Linear(Role.Query, Dimension.Hidden, Dimension.Hidden),
        RoleRule.Linear(Role.Key, Dimension.Hidden, Dimension.Hidden),
        RoleRule.Linear(Role.Value, Dimension.Hidden, Dimension.Hidden),
        RoleRule.Linear(Role.Output, Dimension.Hidden, Dimension.Hidden),
        RoleRule.Embedding(Role.Distances, Dimension.Distances, Dimension.HeadSize) with
        {
            MayBeAbsent = true, WhereNullable = Presence.WithDistances, IsNullable = true,
        },
        RoleRule.Norm(Role.Norm),
    ];

    public override EquatableArray<SiteRule> Sites =>
    [
        new(Site.Query, SeesEveryPosition: false),
        new(Site.Key, SeesEveryPosition: true),
        new(Site.Value, SeesEveryPosition: true),
        new(Site.KeyValueSequence, SeesEveryPosition: true),
        new(Site.AttentionContext, SeesEveryPosition: false),
        new(Site.AttentionOutput, SeesEveryPosition: false),
    ];

    public override bool Reads(ConfigSetting setting, BlockSpec block) => setting == ConfigSetting.AttentionDropout;

    public override string Describe(BlockKindSpec spec) =>
        spec.Norm == NormPlacement.Pre ? "multi-head self-attention, norm at the input" : "multi-head self-attention, norm after the residual";

    public override Flow Plan(BlockContext block)
    {
        var pre = block.Spec.Norm == NormPlacement.Pre;
        var (keysFrom, queriesFrom) = pre ? ("normed", "normedRead") : ("hidden", "read");
        var packing = Pack(block);
        Step[] packed =
        [
            new Compute(
                ["context"], $"projections.Attend({keysFrom}, {queriesFrom}, {Arguments})", Read,
                Remark: $"One product gives all three: {packing.Reason}"),
        ];
        Step[] separate =
        [
            .. Projections.SelectMany(projection =>
            {
                var (from, shape) = projection.Role == Role.Query ? (queriesFrom, Read) : (keysFrom, Full);
                return (Step[])
                [
                    BlockContext.Compute(projection.State, $"{block[projection.Role]}.forward({from})", shape),
                    .. block.Weave(projection.Site, projection.State, shape, $"Input = {from}, Linear = {block[projection.Role]}, BlockInput = {from}"),
                ];
            }),
            .. Sequence(block, keysFrom),
            BlockContext.Compute("context", Attention(block), Read),
        ];
        Step[] project = packing is { Layers.AreAll: true, Unless: null } ? packed
            : packing.Layers.AreNone ? separate
            : [new ChooseByPacking(packed.ToEquatableArray(), separate.ToEquatableArray())];
        Step[] norm = pre
            ?
            [
                BlockContext.Compute("normed", $"{block[Role.Norm]}.forward(hidden)", Full),
                BlockContext.Compute("normedRead", "ReferenceEquals(read, hidden) ? normed : rows.First(normed)", Read),
            ]
            : [];
        Step[] dropout = pre && block.Spec.Dropout ? [BlockContext.Compute("output", "RandomDropout.Apply(output, config.HiddenDropout, training)", Read)] : [];
        return new(
            [
                .. norm,
                .. project,
                .. block.Weave(Site.AttentionContext, "context", Read, $"Linear = {block[Role.Output]}, BlockInput = {queriesFrom}"),
                BlockContext.Compute("output", $"{block[Role.Output]}.forward(context)", Read),
                .. block.Weave(
                    Site.AttentionOutput, "output", Read,
                    $"Input = context, Linear = {block[Role.Output]}, BlockInput = {queriesFrom}, Residual = read{(pre ? "" : $", Norm = {block[Role.Norm]}")}"),
                .. dropout,
            ],
            new(pre ? "output + read" : $"ResidualNorm.Apply({block[Role.Norm]}, output, read, {block.Dropout}, training)", Read),
            packing);
    }

    private static IEnumerable<Step> Sequence(BlockContext block, string from) => block.At(Site.KeyValueSequence).Count == 0 ? [] :
    [
        BlockContext.Compute("sequence", "new KeyValueSequence(key, value, rows)", Full),
        .. block.Weave(Site.KeyValueSequence, "sequence", "[keys, hidden]", $"Input = {from}, BlockInput = {from}"),
    ];

    private static string Attention(BlockContext block)
    {
        var attended = block.At(Site.KeyValueSequence).Count > 0 ? "sequence" : "key, value";
        return block.Has(Role.Distances)
            ? $"RelativeAttention.Attend(query, {attended}, rows, {block[Role.Distances]}, config, training)"
            : $"AttentionCore.Attend(query, {attended}, {Arguments})";
    }

    private static Packing Pack(BlockContext block)
    {
        var members = Projections.Select(projection => block[projection.Role]).ToEquatableArray();
        foreach (var site in (Site[])[.. Projections.Select(projection => projection.Site), Site.KeyValueSequence])
            if (block.At(site) is { Count: > 0 } woven)
                return new(members, LayerRanges.None, $"{woven[0].Adaptation.Id} is woven in at {site}, between the products");
        if (Projections.Select(projection => block.Weights[projection.Role.ToString()].HasBias).Distinct().Count() > 1)
            return new(members, LayerRanges.None, "some of them have a bias and some have none");
        var frozen = Projections.Aggregate(LayerRanges.All, (layers, projection) => layers.Intersect(block.Frozen[projection.Role.ToString()]));
        return frozen.AreNone
            ? new(members, frozen, "they are trained, each by its own gradient")
            : new(members, frozen, "they are frozen, and nothing is woven in between them", block.Has(Role.Distances) ? block[Role.Distances] : null);
    }
}
