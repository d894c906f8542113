using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Blocks;

/// <summary>The blocks of an architecture that blocks of its layers read.</summary>
internal static class SharedBlocks
{
    /// <summary>The members that can be a part: those whose data flow is of the part's type.</summary>
    public static IEnumerable<ArchitectureMemberSpec> Find(ArchitectureSpec architecture, SharedPartSpec part) => architecture.Members.Where(member =>
        member.Block?.Kind?.Flow is { } flow && (flow.Type.MetadataName == part.Flow.MetadataName || flow.Bases.Contains(part.Flow.MetadataName)));
}
