using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>Reads the interface of a block: its kind and its weights.</summary>
internal static class BlockReader
{
    public static BlockSpec Read(INamedTypeSymbol type) =>
        new(type.ToSpec(), Kind(type), InterfaceProperties.Of(type).Select(Weights).ToEquatableArray());

    private static BlockKindSpec? Kind(INamedTypeSymbol type)
    {
        foreach (var each in InterfaceProperties.NearestFirst(type))
            foreach (var attribute in each.GetAttributes())
                if (attribute.AttributeClass is { } kind && kind.BaseType.Is(LanguageTypes.BlockKind))
                    return new(kind.AttributeName(), attribute.Member<NormPlacement>("norm"), attribute.Member<Activation>("activation"), attribute.Argument("Dropout") is not { Value: false });
        return null;
    }

    private static WeightsSpec Weights(InterfaceProperty property)
    {
        var (_, attribute) = property.First((MemberKind.Weights, LanguageTypes.Weights));
        return new(property.ToSpec(attribute?.Anchor), attribute?.Data.Member<Role>("role"), attribute?.Data.Text("name") ?? "", property.Type.ToSpec(),
            property.Type.NullableAnnotation == NullableAnnotation.Annotated);
    }
}
