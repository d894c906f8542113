using PastaGen.Generator.Planning.States;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning;

/// <summary>Weights of an architecture where they stand: the members from the architecture down to them.</summary>
/// <param name="Links">The members on the way, the outermost first.</param>
/// <param name="Block">The block.</param>
/// <param name="Weights">The weights.</param>
/// <param name="IsRepeated">Whether they stand in a layer.</param>
/// <param name="CheckpointName">Their checkpoint name without prefix and leaf, with <c>{0}</c> for the layer's number where they are repeated.</param>
internal sealed record ArchitecturePlace(EquatableArray<PlaceLink> Links, BlockSpec Block, WeightsSpec Weights, bool IsRepeated, string CheckpointName)
{
    /// <summary>The layers that have the weights; all of them for what stands outside layers.</summary>
    public LayerRange Layers => new(Weights.FirstLayer ?? 0, null);
}

/// <summary>A member on the way to weights.</summary>
/// <param name="Owner">The interface through which the architecture reaches the member.</param>
/// <param name="Property">The member.</param>
internal sealed record PlaceLink(TypeSpec Owner, PropertySpec Property)
{
    /// <summary>Whether an interface declares the member, or is the one through which it is reached.</summary>
    public bool IsOf(TypeSpec type) =>
        Owner.MetadataName == type.MetadataName || Property.Declarations.Any(declaration => declaration.Interface.MetadataName == type.MetadataName);
}

/// <summary>Walks an architecture down to its weights.</summary>
internal static class ArchitecturePlaces
{
    public static IEnumerable<ArchitecturePlace> Of(ArchitectureSpec architecture) =>
        architecture.Members.SelectMany(member => Under(architecture.Type, member, [], ""));

    /// <summary>Parts of a checkpoint name, joined; empty ones add nothing.</summary>
    public static string Join(params string[] parts) => string.Join(".", parts.Where(part => part.Length > 0));

    private static IEnumerable<ArchitecturePlace> Under(TypeSpec owner, ArchitectureMemberSpec member, PlaceLink[] above, string path)
    {
        PlaceLink[] links = [.. above, new(owner, member.Property)];
        var here = Join(path, member.Path);
        if (member.Layer is { } layer)
            return layer.Members.SelectMany(inner => Under(layer.Type, inner, links, here));
        if (member.Block is not { } block) return [];
        return block.Weights.Select(weights => new ArchitecturePlace(
            [.. links, new(block.Type, weights.Property)], block, weights, IsRepeated: links.Length > 1, Join(here, weights.Name)));
    }
}
