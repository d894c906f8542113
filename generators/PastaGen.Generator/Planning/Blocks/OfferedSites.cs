using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Blocks;

/// <summary>The sites of an architecture: those of its blocks, and the input of every layer.</summary>
internal static class OfferedSites
{
    /// <summary>The sites in the order of the language.</summary>
    public static IReadOnlyList<Site> Of(ArchitectureSpec architecture)
    {
        var blocks = architecture.Members.Concat(architecture.Members.SelectMany(member => member.Layer?.Members ?? []));
        return [.. blocks
            .SelectMany(member => BlockKinds.Find(member.Block?.Kind)?.Sites ?? [])
            .Select(rule => rule.Site).Append(Site.LayerInput).Append(Site.Batch).Distinct().OrderBy(site => site)];
    }
}
