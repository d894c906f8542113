using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Blocks;

/// <summary>Position-wise feed-forward with a residual, its norm after the residual or at the block's input.</summary>
internal sealed class FeedForwardBlock : BlockKind
{
    private const string Hidden = "[read, hidden]";
    private const string Intermediate = "[read, intermediate]";

    public override string Name => "FeedForward";

    public override Placement Placement => Placement.Layer;

    public override EquatableArray<RoleRule> Roles =>
    [
        RoleRule.Linear(Role.Widen, Dimension.Intermediate, Dimension.Hidden),
        RoleRule.Linear(Role.Output, Dimension.Hidden, Dimension.Intermediate),
        RoleRule.Norm(Role.Norm),
    ];

    public override EquatableArray<SiteRule> Sites =>
    [
        new(Site.FeedForwardInput, SeesEveryPosition: false),
        new(Site.FeedForwardWidened, SeesEveryPosition: false),
        new(Site.FeedForwardHidden, SeesEveryPosition: false),
        new(Site.FeedForwardOutput, SeesEveryPosition: false),
    ];

    public override bool Reads(ConfigSetting setting, BlockSpec block) => setting == ConfigSetting.Activation;

    public override string Describe(BlockKindSpec spec) =>
        spec.Norm == NormPlacement.Pre ? "position-wise feed-forward, norm at the input" : "position-wise feed-forward, norm after the residual";

    public override Flow Plan(BlockContext block)
    {
        var pre = block.Spec.Norm == NormPlacement.Pre;
        Step[] dropout = pre && block.Spec.Dropout ? [BlockContext.Compute("output", "RandomDropout.Apply(output, config.HiddenDropout, training)", Hidden)] : [];
        var from = pre ? "normed" : "hidden";
        Step[] widen = block.At(Site.FeedForwardWidened).Count == 0
            ? [BlockContext.Compute("widened", $"config.Activation.Apply({block[Role.Widen]}.forward({from}))", Intermediate)]
            :
            [
                BlockContext.Compute("widened", $"{block[Role.Widen]}.forward({from})", Intermediate),
                .. block.Weave(Site.FeedForwardWidened, "widened", Intermediate, $"Input = {from}, Linear = {block[Role.Widen]}, BlockInput = {from}"),
                BlockContext.Compute("widened", "config.Activation.Apply(widened)", Intermediate),
            ];
        Step[] norm = pre ? [BlockContext.Compute("normed", $"{block[Role.Norm]}.forward(hidden)", Hidden)] : [];
        return new(
            [
                .. block.Weave(Site.FeedForwardInput, "hidden", Hidden),
                .. norm,
                .. widen,
                .. block.Weave(Site.FeedForwardHidden, "widened", Intermediate, $"Linear = {block[Role.Output]}, BlockInput = {from}"),
                BlockContext.Compute("output", $"{block[Role.Output]}.forward(widened)", Hidden),
                .. block.Weave(
                    Site.FeedForwardOutput, "output", Hidden,
                    $"Input = widened, Linear = {block[Role.Output]}, BlockInput = {from}, Residual = hidden{(pre ? "" : $", Norm = {block[Role.Norm]}")}"),
                .. dropout,
            ],
            new(pre ? "output + hidden" : $"ResidualNorm.Apply({block[Role.Norm]}, output, hidden, {block.Dropout}, training)", Hidden));
    }
}
