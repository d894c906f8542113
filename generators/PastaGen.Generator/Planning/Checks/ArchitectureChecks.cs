using PastaGen.Generator.Planning.Blocks;
using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Checks;

/// <summary>What is wrong with an architecture, whether or not a model uses it.</summary>
internal static class ArchitectureChecks
{
    /// <summary>The mistakes of an architecture; every anchor lies in its interfaces.</summary>
    public static EquatableArray<Complaint> Check(ArchitectureSpec architecture)
    {
        if (!architecture.Compiles) return [];
        var complaints = new List<Complaint>();
        if (architecture.ModelType is null) complaints.Add(Incomplete(architecture, "the attribute [Architecture] is missing"));
        ConfigChecks.Check(architecture, complaints);
        foreach (var member in architecture.Members) Member(architecture.Type.Name, member, inLayer: false, complaints);
        if (complaints.Count == 0) Whole(architecture, complaints);
        if (complaints.Count == 0) CheckpointNames(architecture, complaints);
        return complaints.ToEquatableArray();
    }

    private static void Member(string owner, ArchitectureMemberSpec member, bool inLayer, List<Complaint> complaints)
    {
        Annotations(member.Property, hasWeights: member.Kind != MemberKind.None, complaints);
        switch (member.Kind)
        {
            case MemberKind.Block when member.Block is { Kind: { } kind } block && BlockKinds.Find(kind) is { } known:
                if (kind.Flow is { } flow)
                {
                    var before = complaints.Count;
                    BlockChecks.Flow(kind, flow, complaints);
                    if (complaints.Count > before) break;
                }
                if (known.Placement == Placement.Layer != inLayer)
                    complaints.Add(Unsuitable(member, owner, $"is a block of kind {kind.Name}, which stands {(inLayer ? "outside layers" : "in a layer")}"));
                BlockChecks.Check(block, kind, known, complaints);
                break;
            case MemberKind.Block:
                var type = member.Property.Declarations[member.Property.Declarations.Count - 1].Type.Name;
                complaints.Add(new(ComplaintIds.NoBlockKind, member.Property.Anchor, [member.Property.Name, type, SuggestKind(member.Property.Name)]));
                break;
            case MemberKind.Repeated when inLayer:
                complaints.Add(Unsuitable(member, owner, "is a stack of layers inside a layer"));
                break;
            case MemberKind.Repeated when member.Layer is null:
                complaints.Add(Unsuitable(member, owner, "is [Repeated] and must be an IReadOnlyList of the interface that declares a layer"));
                break;
            case MemberKind.Repeated:
                if (!member.Path.Contains("{0}"))
                    complaints.Add(new(ComplaintIds.RepeatedPathWithoutNumber, member.Property.Anchor with { Argument = "0" }, [member.Path]));
                foreach (var inner in member.Layer!.Members) Member(member.Layer.Type.Name, inner, inLayer: true, complaints);
                break;
            case MemberKind.Weights:
                complaints.Add(Unsuitable(member, owner, "has weights outside a block; move it into an interface with a block kind"));
                break;
            case MemberKind.None when member.Property.Annotation == Annotation.None:
                complaints.Add(Unsuitable(member, owner, inLayer ? "is no [Block]" : "is neither a [Block] nor the [Repeated] stack of layers"));
                break;
        }
    }

    /// <summary>What an annotation of the architecture may not be.</summary>
    public static void Annotations(PropertySpec property, bool hasWeights, List<Complaint> complaints)
    {
        if (property.AnnotationAnchor is not { } anchor) return;
        if (property.Annotation == Annotation.Both) complaints.Add(new(ComplaintIds.ContradictingAnnotations, anchor, [property.Name]));
        if (!hasWeights) complaints.Add(new(ComplaintIds.AnnotationMatchesNothing, anchor, [property.Annotation.ToString(), property.Name]));
    }

    private static void Whole(ArchitectureSpec architecture, List<Complaint> complaints)
    {
        var stacks = architecture.Members.Where(member => member.Kind == MemberKind.Repeated).ToArray();
        if (stacks.Length != 1)
            complaints.Add(Incomplete(architecture, $"it has {stacks.Length} members with [Repeated] where one stack of layers is expected"));
        else if (stacks[0].IsShared && stacks[0].Layer!.Members.FirstOrDefault(member => member.Block?.Kind?.Flow is not null) is { } stated)
            complaints.Add(Incomplete(
                architecture, $"its layers share weights, and '{stated.Property.Name}' is of kind {stated.Block!.Kind!.Name}, whose data flow is made for one layer"));
        else if (stacks[0].Layer!.Members.Count == 0)
            complaints.Add(Incomplete(architecture, $"its layer {stacks[0].Layer!.Type.Name} has no blocks"));
        var inputs = Count(architecture, Placement.Input);
        if (inputs != 1)
            complaints.Add(Incomplete(
                architecture, $"it has {inputs} blocks that make hidden states from a batch, such as [Embeddings], where one is expected"));
        var projections = Count(architecture, Placement.Projection);
        if (projections > 1) complaints.Add(Incomplete(architecture, $"it has {projections} projections of its embeddings where at most one is expected"));
        SharedParts(architecture, complaints);
        UnreadBlocks(architecture, complaints);
        var poolers = Count(architecture, Placement.Pooler);
        if (poolers > 1) complaints.Add(Incomplete(architecture, $"it has {poolers} poolers where at most one is expected"));
        if (complaints.Count > 0) return;
        CheckpointHeadChecks.Check(architecture, complaints);
        UnreadKeyChecks.Check(architecture, complaints);
    }

    private static void SharedParts(ArchitectureSpec architecture, List<Complaint> complaints)
    {
        foreach (var kind in architecture.Members.SelectMany(member => member.Layer is { } layer ? layer.Members : [member]).Select(member => member.Block?.Kind))
            foreach (var part in kind?.Flow?.SharedParts ?? [])
                if (SharedBlocks.Find(architecture, part).Count() is var found && found != 1)
                    complaints.Add(new(
                        ComplaintIds.SharedBlockNotFound, kind!.Anchor, [kind.Flow!.Type.Name, part.Flow.Name, architecture.Type.Name, found == 0 ? "none" : $"{found}"]));
    }

    private static void UnreadBlocks(ArchitectureSpec architecture, List<Complaint> complaints)
    {
        var read = BlockKinds.Of(architecture).SelectMany(each => each.Block.Kind!.Flow?.SharedParts ?? [])
            .SelectMany(part => SharedBlocks.Find(architecture, part)).Select(member => member.Property.Name).ToArray();
        foreach (var member in architecture.Members)
            if (BlockKinds.Find(member.Block?.Kind)?.Placement == Placement.Shared && !read.Contains(member.Property.Name))
                complaints.Add(Incomplete(architecture, $"no block reads '{member.Property.Name}', a block of kind {member.Block!.Kind!.Name}"));
    }

    private static int Count(ArchitectureSpec architecture, Placement placement) =>
        architecture.Members.Count(member => BlockKinds.Find(member.Block?.Kind)?.Placement == placement);

    private static void CheckpointNames(ArchitectureSpec architecture, List<Complaint> complaints)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var head in architecture.Heads)
            foreach (var name in new[] { head.Dense, head.Norm, head.Name }.OfType<string>())
                if (!owners.ContainsKey(name))
                    owners[name] = head.Kind.ArchitectureAttributeName;
        foreach (var place in ArchitecturePlaces.Of(architecture))
        {
            var member = $"{place.Block.Type.Name}.{place.Weights.Property.Name}";
            if (owners.TryGetValue(place.CheckpointName, out var first))
                complaints.Add(new(
                    ComplaintIds.DuplicateCheckpointNames, place.Weights.Property.Anchor with { Argument = "1" }, [first, member, place.CheckpointName]));
            else owners[place.CheckpointName] = member;
        }
    }

    private static string SuggestKind(string member) => Names.Nearest(member, BlockKinds.All.Select(kind => kind.Name))!;

    private static Complaint Incomplete(ArchitectureSpec architecture, string reason) =>
        new(ComplaintIds.IncompleteArchitecture, new(architecture.Type.MetadataName), [architecture.Type.Name, reason]);

    private static Complaint Unsuitable(ArchitectureMemberSpec member, string owner, string reason) =>
        new(ComplaintIds.UnsuitableMember, member.Property.Anchor, [member.Property.Name, owner, reason]);
}
