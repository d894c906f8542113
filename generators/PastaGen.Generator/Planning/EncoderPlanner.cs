using PastaGen.Generator.Planning.Blocks;
using PastaGen.Generator.Planning.Configuration;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Planning.States;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning;

/// <summary>Plans the blocks of an architecture with the states of their weights and the adaptations that are woven into them.</summary>
internal sealed class EncoderPlanner(
    ArchitectureSpec architecture, EquatableArray<AdaptationPlan> adaptations, IReadOnlyList<PlacedStates> states, HeadState head, string? headKey)
{
    private readonly ClassNames classNames = new(adaptations.Select(adaptation => adaptation.Module.Name).Concat(Flows(architecture)));
    private readonly bool isProjected = BlockKinds.HasProjection(architecture);
    private readonly Dictionary<string, BlockPlan> blocks = new(StringComparer.Ordinal);

    public EncoderPlan Plan()
    {
        var outside = architecture.Members.Where(member => member.Kind == MemberKind.Block).Select(member => Use(member, [])).ToArray();
        var member = architecture.Members.First(each => each.Kind == MemberKind.Repeated);
        var layer = member.Layer!;
        var className = classNames.Of(layer.Type, layer.Members.Select(inner => inner.Property.Name));
        var stack = new StackPlan(
            MemberNames.Of(member.Property.Name, "Layers"), member.Property, className, layer.Type,
            layer.Members.Select(inner => Use(inner, [member])).ToEquatableArray(), member.IsShared);
        var after = outside.Where(use => use.Block.Placement == Placement.AfterLayers).ToEquatableArray();
        return new(
            outside.First(use => use.Block.Placement == Placement.Input),
            outside.FirstOrDefault(use => use.Block.Placement == Placement.Projection),
            outside.Where(use => use.Block.Placement == Placement.Shared).ToEquatableArray(),
            stack,
            after,
            outside.FirstOrDefault(use => use.Block.Placement == Placement.Pooler),
            Narrowing(stack, layer, after));
    }

    private BlockUse Use(ArchitectureMemberSpec member, ArchitectureMemberSpec[] above)
    {
        var path = ArchitecturePlaces.Join([.. above.Select(each => each.Path), member.Path]);
        var spec = member.Block!;
        var kind = BlockKinds.Find(spec.Kind)!;
        var weights = states
            .Where(each => each.Place.Links.Count == above.Length + 2 && each.Place.Links[above.Length].Property.Name == member.Property.Name)
            .Select(each => Weights(each, kind)).ToEquatableArray();
        var isRepeated = above.Length > 0;
        var name = isRepeated ? member.Property.Name : OutsideName(member);
        return new(name, member.Property, Block(spec, kind, weights, above.Any(each => each.IsShared)), isRepeated, path, weights);
    }

    private WeightsPlan Weights(PlacedStates placed, BlockKind kind)
    {
        var rule = kind.Roles.First(each => each.Role == placed.Place.Weights.Role);
        return new()
        {
            Property = placed.Place.Weights.Property,
            Member = rule.Property ?? placed.Place.Weights.Property.Name,
            MayBeAbsent = rule.MayBeAbsent && rule.Property is not null,
            HasPaddingRow = HasPaddingRow(rule),
            Module = rule.Module,
            Role = rule.Role,
            CheckpointName = placed.Place.CheckpointName,
            Parameters = rule.Settled(isProjected).Parameters(placed.Place.Weights.HasBias),
            Presence = placed.Place.Weights.IsNullable ? rule.WhereNullable : Presence.Always,
            Layers = placed.Place.Layers,
            WeightStates = placed.Weight.In(placed.Place.Layers),
            BiasStates = placed.Bias.In(placed.Place.Layers),
        };
    }

    private bool HasPaddingRow(RoleRule rule) => rule.Module == ModuleKind.Embedding && (rule.Shape[0].Dimension == Dimension.Vocabulary
        || (rule.Shape[0].Dimension == Dimension.Positions && architecture.Config.Positions == PositionNumbering.AfterPadding));

    private static string OutsideName(ArchitectureMemberSpec member) => MemberNames.Of(member.Property.Name, "Block");

    private static IEnumerable<string> Flows(ArchitectureSpec architecture) => architecture.Members
        .SelectMany(member => member.Layer is { } layer ? layer.Members : [member]).Select(member => member.Block?.Kind?.Flow?.Type.Name).OfType<string>();

    // An interface that stands at several places is one class, and an override that names it means all of them.
    private BlockPlan Block(BlockSpec spec, BlockKind kind, EquatableArray<WeightsPlan> weights, bool isShared)
    {
        if (blocks.TryGetValue(spec.Type.MetadataName, out var known)) return known;
        var places = states.Where(each => each.Place.Block.Type.MetadataName == spec.Type.MetadataName).ToArray();
        var context = new BlockContext(
            spec.Kind!,
            spec.Weights.ToDictionary(weights => weights.Role!),
            spec.Weights.ToDictionary(weights => weights.Role!, weights => Frozen(places.Where(each => each.Place.Weights.Role == weights.Role))),
            adaptations,
            isProjected,
            ConfigLayoutPlanner.KnowsDistances(architecture));
        var flow = kind.Plan(context);

        // What a projection gives is the embeddings' output where there is one.
        var sites = kind.Placement == Placement.Input && isProjected ? [] : kind.Sites;
        return blocks[spec.Type.MetadataName] = new()
        {
            ClassName = classNames.Of(spec.Type, spec.Weights.Select(each => each.Property.Name)),
            Type = spec.Type,
            Summary = kind.Describe(spec.Kind!),
            Kind = string.Join(" ", new[]
            {
                kind.Name, spec.Kind!.Norm?.ToString(), spec.Kind.Activation?.ToString(), spec.Kind.Dropout ? null : "without dropout",
            }.Concat(SettingWords(spec.Kind)).Where(part => part is not null)),
            Placement = kind.Placement,
            MixesPositions = kind.MixesPositions,
            IsOptional = kind.IsOptional,
            IsShared = isShared,
            Weights = weights,
            Flow = flow.Steps,
            Stated = spec.Kind.Flow is { } stated ? Stated(stated, spec) : null,
            Output = flow.Output,
            Packing = flow.Packing,
            Sites = kind.Sites.Select(rule => rule.Site).ToEquatableArray(),
            Woven = sites.SelectMany(rule => context.At(rule.Site)).ToEquatableArray(),
        };
    }

    // One class serves all places, so that what it does to frozen weights must be right at each of them.
    private static LayerRanges Frozen(IEnumerable<PlacedStates> places) =>
        places.Aggregate(LayerRanges.All, (layers, each) => layers.Intersect(each.Frozen));

    private StatedFlow Stated(FlowSpec flow, BlockSpec spec) => new(
        flow.Type,
        flow.Settings.Where(setting => setting.Parameter is not null && setting.Given is not null)
            .Select(setting => new SettingPlan(setting.Name, setting.Parameter!, setting.Name, setting.Value, null)).ToEquatableArray(),
        flow.Parts.Where(part => spec.Weights.All(weights => weights.Role != part.Role))
            .Select(part => new AbsentPart(part.Property, ModuleKinds.Of(part.Module))).ToEquatableArray(),
        flow.SharedParts.Select(part => new SharedPart(part.Property, part.Flow, OutsideName(SharedBlocks.Find(architecture, part).Single()))).ToEquatableArray());

    // Only what a declaration says: a default is the data flow's own matter.
    private static IEnumerable<string> SettingWords(BlockKindSpec kind) =>
        (kind.Flow?.Settings ?? []).Where(setting => setting.Given is not null).Select(setting => $"{setting.Name}={setting.Value?.Text}")
            .OrderBy(word => word, StringComparer.Ordinal);

    private Decision Narrowing(StackPlan stack, LayerSpec layer, EquatableArray<BlockUse> after)
    {
        if (head == HeadState.EveryPosition || (head == HeadState.Mean && headKey is null)) return new(false, "the head reads every position");
        var mixing = stack.Blocks.Select(use => use.Block.MixesPositions).ToList().LastIndexOf(true);
        if (mixing < 0) return new(false, "no block of a layer computes positions from one another");
        for (var i = mixing; i < stack.Blocks.Count; i++)
            foreach (var rule in BlockKinds.Find(layer.Members[i].Block!.Kind)!.Sites)
                if (!(i == mixing && rule.SeesEveryPosition)
                    && adaptations.FirstOrDefault(adaptation => !adaptation.IsPerToken && adaptation.Insertions.Any(each => each.Site == rule.Site)) is { } woven)
                    return new(false, $"{woven.Id} is woven in at {rule.Site} and may read any position there");
        if (after.SelectMany(use => use.Block.Woven).FirstOrDefault(woven => !woven.Adaptation.IsPerToken) is { } last)
            return new(false, $"{last.Adaptation.Id} is woven in behind the layers and may read any position there");
        return new(true, headKey is null
            ? "the head reads position 0 and nothing else"
            : $"the head reads position 0 and nothing else, where {headKey} of the config does not say otherwise");
    }
}
