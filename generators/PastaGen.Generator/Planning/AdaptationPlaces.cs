using PastaGen.Generator.Planning.Blocks;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning;

/// <summary>Where the sites of an architecture lie, how wide their states are, and which linears they belong to.</summary>
internal static class AdaptationPlaces
{
    /// <summary>The places of a site: several where several blocks offer it.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="site">The site.</param>
    /// <param name="member">The emitted member that holds the modules there.</param>
    public static IEnumerable<Insertion> Of(ArchitectureSpec architecture, Site site, string member)
    {
        var stack = architecture.Members.First(each => each.Kind == MemberKind.Repeated);
        if (site == Site.Batch) return [new(site, member, null, "", IsRepeated: false, Dimension.Hidden, Dimension.Hidden, null)];
        if (site == Site.LayerInput)
            return [new(site, member, null, ArchitecturePlaces.Join(stack.Path, Own(site)), IsRepeated: true, Dimension.Hidden, Dimension.Hidden, null)];
        return architecture.Members.Where(each => each.Block is not null).Select(each => (Block: each, Path: each.Path, IsRepeated: false))
            .Concat(stack.Layer!.Members.Select(each => (Block: each, Path: ArchitecturePlaces.Join(stack.Path, each.Path), IsRepeated: true)))
            .Where(each => BlockKinds.Find(each.Block.Block?.Kind)?.Sites.Any(rule => rule.Site == site) == true)
            .Select(each => In(architecture, each.Block, each.Path, each.IsRepeated, site, member));
    }

    /// <summary>The sites of an architecture at which a module can live, as far as they are about linears.</summary>
    public static IReadOnlyList<Site> Offered(ArchitectureSpec architecture, AdaptationModuleSpec module) =>
        [.. OfferedSites.Of(architecture).Where(site => !module.StartsFromLinear || Of(architecture, site, "").All(place => place is { Linear: not null, IsRepeated: true }))];

    /// <summary>The role of the linear that a site's state leaves or enters; null where the state belongs to none.</summary>
    public static (Role Role, bool Enters)? LinearOf(Site site) => site switch
    {
        Site.Query => (Role.Query, false),
        Site.Key => (Role.Key, false),
        Site.Value => (Role.Value, false),
        Site.AttentionContext => (Role.Output, true),
        Site.AttentionOutput => (Role.Output, false),
        Site.FeedForwardWidened => (Role.Widen, false),
        Site.FeedForwardHidden => (Role.Output, true),
        Site.FeedForwardOutput => (Role.Output, false),
        _ => null,
    };

    private static Insertion In(ArchitectureSpec architecture, ArchitectureMemberSpec member, string path, bool isRepeated, Site site, string name)
    {
        var kind = BlockKinds.Find(member.Block!.Kind)!;
        var width = site == Site.FeedForwardHidden ? Dimension.Intermediate : site == Site.WordEmbeddings ? Dimension.Embedding : Dimension.Hidden;
        if (LinearOf(site) is { } linear && kind.Roles.FirstOrDefault(each => each.Role == linear.Role.ToString()) is { } rule
            && member.Block.Weights.FirstOrDefault(each => each.Role == rule.Role) is { } weights)
        {
            var shape = rule.Settled(BlockKinds.HasProjection(architecture)).Shape;
            var place = ArchitecturePlaces.Join(path, weights.Name, linear.Enters ? "input" : "");
            return new(
                site, name, member.Property.Name, place, isRepeated, shape[1], shape[linear.Enters ? 1 : 0], rule.Property ?? weights.Property.Name);
        }
        return new(site, name, member.Property.Name, ArchitecturePlaces.Join(path, Own(site)), isRepeated, width, width, null);
    }

    private static string Own(Site site) => Names.CamelCase(site.ToString());
}
