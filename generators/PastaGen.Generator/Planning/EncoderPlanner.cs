using PastaGen.Generator.Planning.Blocks;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Planning.States;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning;

/// <summary>Plans the blocks of an architecture with the states of their weights and the adaptations that are woven into them.</summary>
internal sealed class EncoderPlanner(
    ArchitectureSpec architecture, EquatableArray<AdaptationPlan> adaptations, IReadOnlyList<PlacedStates> states, HeadState head)
{
    private readonly ClassNames classNames = new(adaptations.Select(adaptation => adaptation.Module.Name));
    private readonly Dictionary<string, BlockPlan> blocks = new(StringComparer.Ordinal);

    public EncoderPlan Plan()
    {
        var outside = architecture.Members.Where(member => member.Kind == MemberKind.Block).Select(member => Use(member, [])).ToArray();
        var member = architecture.Members.First(each => each.Kind == MemberKind.Repeated);
        var layer = member.Layer!;
        var className = classNames.Of(layer.Type, layer.Members.Select(inner => inner.Property.Name));
        var stack = new StackPlan(
            MemberNames.Of(member.Property.Name, "Layers"), member.Property, className, layer.Type,
            layer.Members.Select(inner => Use(inner, [member])).ToEquatableArray());
        var after = outside.Where(use => use.Block.Placement == Placement.AfterLayers).ToEquatableArray();
        return new(
            outside.First(use => use.Block.Placement == Placement.Input),
            stack,
            after,
            outside.FirstOrDefault(use => use.Block.Placement == Placement.Pooler),
            Narrowing(stack, layer));
    }

    private BlockUse Use(ArchitectureMemberSpec member, ArchitectureMemberSpec[] above)
    {
        var path = ArchitecturePlaces.Join([.. above.Select(each => each.Path), member.Path]);
        var spec = member.Block!;
        var kind = BlockKinds.Find(spec.Kind!.Name)!;
        var weights = states
            .Where(each => each.Place.Links.Count == above.Length + 2 && each.Place.Links[above.Length].Property.Name == member.Property.Name)
            .Select(each => Weights(each, kind)).ToEquatableArray();
        var isRepeated = above.Length > 0;
        var name = isRepeated ? member.Property.Name : MemberNames.Of(member.Property.Name, "Block");
        return new(name, member.Property, Block(spec, kind, weights), isRepeated, path, weights);
    }

    private static WeightsPlan Weights(PlacedStates placed, BlockKind kind)
    {
        var rule = kind.Roles.First(each => each.Role == placed.Place.Weights.Role);
        return new()
        {
            Property = placed.Place.Weights.Property,
            Module = rule.Module,
            Role = rule.Role,
            CheckpointName = placed.Place.CheckpointName,
            Parameters = rule.Parameters,
            States = placed.States,
        };
    }

    // An interface that stands at several places is one class, and an override that names it means all of them.
    private BlockPlan Block(BlockSpec spec, BlockKind kind, EquatableArray<WeightsPlan> weights)
    {
        if (blocks.TryGetValue(spec.Type.MetadataName, out var known)) return known;
        var places = states.Where(each => each.Place.Block.Type.MetadataName == spec.Type.MetadataName).ToArray();
        var context = new BlockContext(
            spec.Kind!,
            spec.Weights.ToDictionary(weights => weights.Role!.Value, weights => weights.Property.Name),
            kind.Roles.ToDictionary(rule => rule.Role, rule => places.First(each => each.Place.Weights.Role == rule.Role).States),
            adaptations);
        var flow = kind.Plan(context);
        return blocks[spec.Type.MetadataName] = new()
        {
            ClassName = classNames.Of(spec.Type, spec.Weights.Select(each => each.Property.Name)),
            Type = spec.Type,
            Summary = kind.Describe(spec.Kind!),
            Kind = string.Join(" ", new[] { kind.Name, spec.Kind!.Norm?.ToString(), spec.Kind.Activation?.ToString() }.Where(part => part is not null)),
            Placement = kind.Placement,
            MixesPositions = kind.MixesPositions,
            IsOptional = kind.IsOptional,
            Weights = weights,
            Flow = flow.Steps,
            Output = flow.Output,
            Packing = flow.Packing,
            Woven = kind.Sites.SelectMany(rule => context.At(rule.Site)).Distinct().ToEquatableArray(),
        };
    }

    private Decision Narrowing(StackPlan stack, LayerSpec layer)
    {
        if (head == HeadState.EveryPosition) return new(false, "the head reads every position");
        var mixing = stack.Blocks.Select(use => use.Block.MixesPositions).ToList().LastIndexOf(true);
        if (mixing < 0) return new(false, "no block of a layer computes positions from one another");
        for (var i = mixing; i < stack.Blocks.Count; i++)
            foreach (var rule in BlockKinds.Find(layer.Members[i].Block!.Kind!.Name)!.Sites)
                if (!(i == mixing && rule.SeesEveryPosition) && adaptations.FirstOrDefault(adaptation => adaptation.Sites.Contains(rule.Site)) is { } woven)
                    return new(false, $"{woven.Id} is woven in at {rule.Site} and may read any position there");
        return new(true, "the head reads position 0 and nothing else");
    }
}
