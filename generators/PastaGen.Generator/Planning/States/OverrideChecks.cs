using System.Globalization;
using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Reading.Specs;
using static System.FormattableString;

namespace PastaGen.Generator.Planning.States;

/// <summary>What a model's overrides select, and what may be wrong with that.</summary>
internal static class OverrideChecks
{
    /// <summary>The override's name as one writes it.</summary>
    public static string Name(OverrideSpec each) => each.Trains ? "Trained" : "Frozen";

    /// <summary>What an override names, for people.</summary>
    public static string Describe(OverrideSpec each) =>
        each.Members.Count == 0 ? each.Block.Name : string.Join(", ", each.Members.Select(member => $"{each.Block.Name}.{member}"));

    /// <summary>Whether an override names weights, or a member above them.</summary>
    public static bool Selects(OverrideSpec each, ArchitecturePlace place) =>
        place.Links.Any(link => link.IsOf(each.Block) && (each.Members.Count == 0 || each.Members.Contains(link.Property.Name)));

    /// <summary>Whether the override's interface and members belong to the architecture.</summary>
    public static bool Members(
        OverrideSpec each, ArchitectureSpec architecture, IReadOnlyList<ArchitecturePlace> places, IReadOnlyList<ArchitecturePlace> owned,
        List<Complaint> complaints)
    {
        if (owned.Count == 0)
        {
            var blocks = places.Select(place => place.Block.Type.Name).Distinct().ToArray();
            complaints.Add(new(
                ComplaintIds.ForeignBlock, each.Anchor with { Argument = TypeArgument }, [each.Block.Name, architecture.Type.Name, string.Join(", ", blocks)],
                Names.Nearest(each.Block.Name, blocks)));
            return false;
        }
        var known = owned.SelectMany(place => place.Links).Where(link => link.IsOf(each.Block)).Select(link => link.Property.Name).Distinct().ToArray();
        var fine = true;
        for (var i = 0; i < each.Members.Count; i++)
        {
            if (known.Contains(each.Members[i])) continue;
            var nearest = Names.Nearest(each.Members[i], known)!;
            complaints.Add(new(
                ComplaintIds.UnknownMember, each.Anchor with { Argument = i.ToString(CultureInfo.InvariantCulture) },
                [each.Block.Name, each.Members[i], nearest], nearest));
            fine = false;
        }
        return fine;
    }

    /// <summary>The layers that an override means; null where it means none, which is a mistake.</summary>
    public static LayerRange? Range(OverrideSpec each, IReadOnlyList<ArchitecturePlace> selected, Sizes? sizes, List<Complaint> complaints)
    {
        var given = each.FirstLayer is not null ? "FirstLayer" : each.LastLayer is not null ? "LastLayer" : null;
        if (given is null) return LayerRange.All;
        var (first, last) = (each.FirstLayer ?? 0, each.LastLayer is null or -1 ? null : each.LastLayer);
        var mistake =
            selected.Any(place => !place.IsRepeated) ? "it names layers, but what it selects stands outside them"
            : first < 0 ? Invariant($"FirstLayer is {first}, and layers count from 0")
            : last < first ? Invariant($"FirstLayer is {first} and LastLayer is {last}")
            : sizes is not null && Math.Max(first, last ?? 0) is var beyond && beyond >= sizes.LayerGroupCount
                ? Invariant($"it names layer {beyond}, and the last of the model's {sizes.LayerGroupCount} layers is {sizes.LayerGroupCount - 1}")
            : selected.All(place => place.Layers.Intersect(new(first, last)) is null)
                ? $"{selected[0].Weights.Property.Name} begins at layer {selected[0].Layers.First.ToString(CultureInfo.InvariantCulture)}"
            : null;
        if (mistake is null) return new(first, last);
        complaints.Add(new(ComplaintIds.OverrideMatchesNothing, each.Anchor with { Argument = given }, [Name(each), each.Block.Name, mistake]));
        return null;
    }

    /// <summary>Weights that one override trains and another freezes in the same layer.</summary>
    public static void Contradictions(ModelSpec model, IReadOnlyList<ArchitecturePlace> places, List<Complaint> complaints)
    {
        for (var i = 0; i < model.Overrides.Count; i++)
            for (var j = 0; j < i; j++)
            {
                var (late, early) = (model.Overrides[i], model.Overrides[j]);
                if (late.Trains == early.Trains || Layers(late).Intersect(Layers(early)) is not { } shared) continue;
                if (places.FirstOrDefault(place => Selects(late, place) && Selects(early, place)) is not { } both) continue;
                complaints.Add(new(
                    ComplaintIds.ContradictingOverrides, late.Anchor, [both.Weights.Property.Name, both.Block.Type.Name, $"in {shared.Describe()}"]));
            }
    }

    private static LayerRange Layers(OverrideSpec each) => new(each.FirstLayer ?? 0, each.LastLayer is null or -1 ? null : each.LastLayer);

    private const string TypeArgument = "TBlock";
}
