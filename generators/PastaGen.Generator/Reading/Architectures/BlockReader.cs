using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>Reads the interface of a block: its kind and its weights.</summary>
internal static class BlockReader
{
    private static readonly ReadOnce<BlockSpec> Blocks = new(ReadAnew);

    public static BlockSpec Read(INamedTypeSymbol type) => Blocks.Of(type);

    private static BlockSpec ReadAnew(INamedTypeSymbol type)
    {
        var found = FoundInterface.Of(type);
        return new(found.Type, Kind(found), found.Properties.Select(Weights).ToEquatableArray());
    }

    private static BlockKindSpec? Kind(FoundInterface type)
    {
        foreach (var each in type.NearestFirst)
            foreach (var attribute in each.Attributes)
                if (attribute.Data.AttributeClass is { } kind && IsKind(kind))
                    return Kind(attribute.Data, kind, attribute.Anchor);
        return null;
    }

    private static bool IsKind(INamedTypeSymbol attribute)
    {
        for (var each = attribute.BaseType; each is not null; each = each.BaseType)
            if (each.Is(LanguageTypes.BlockKind))
                return true;
        return false;
    }

    private static BlockKindSpec Kind(AttributeData attribute, INamedTypeSymbol kind, Anchor anchor)
    {
        var flow = FlowReader.Read(attribute, anchor);
        return flow is null
            ? new(kind.AttributeName(), attribute.Member<NormPlacement>("norm"), attribute.Member<Activation>("activation"), attribute.Flag("Dropout", fallback: true), anchor, null)
            : new(kind.AttributeName(), null, null, Dropout: true, anchor, flow);
    }

    private static WeightsSpec Weights(InterfaceProperty property)
    {
        var (_, attribute) = property.First((MemberKind.Weights, LanguageTypes.Weights));
        var data = attribute?.Data;
        return new(
            property.ToSpec(attribute?.Anchor), data?.Role(), data?.Text("name") ?? "", property.Type.ToSpec(),
            HasBias: data?.Flag("Bias", fallback: true) ?? true, FirstLayer: data?.Number("FirstLayer"));
    }
}
