using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>
/// The properties of an interface with those that it inherits, in order, inherited ones first. One that is declared anew keeps its
/// place; its type is the nearest declaration's, and so is each attribute that is declared anew.
/// </summary>
internal static class InterfaceProperties
{
    public static IReadOnlyList<InterfaceProperty> Of(INamedTypeSymbol type)
    {
        var properties = new List<InterfaceProperty>();
        foreach (var each in NearestFirst(type).Reverse())
            foreach (var symbol in each.GetMembers().OfType<IPropertySymbol>())
            {
                if (properties.Find(property => property.Name == symbol.Name) is { } known) known.Declarations.Add(symbol);
                else properties.Add(new(symbol));
            }
        return properties;
    }

    /// <summary>The interface and those that it inherits, itself first and the farthest last.</summary>
    public static IEnumerable<INamedTypeSymbol> NearestFirst(INamedTypeSymbol type)
    {
        var order = new List<INamedTypeSymbol>();
        Visit(type);
        order.Reverse();
        return order;

        void Visit(INamedTypeSymbol each)
        {
            foreach (var inherited in each.Interfaces) Visit(inherited);
            if (!order.Contains(each, SymbolEqualityComparer.Default)) order.Add(each);
        }
    }
}

/// <summary>A property with all its declarations.</summary>
internal sealed class InterfaceProperty(IPropertySymbol first)
{
    public string Name => first.Name;

    /// <summary>The declarations, the nearest last.</summary>
    public List<IPropertySymbol> Declarations { get; } = [first];

    public ITypeSymbol Type => Nearest.Type;

    /// <summary>The type of the elements, where the property is a list of one interface.</summary>
    public INamedTypeSymbol? ElementType => Element(Nearest.Type);

    private IPropertySymbol Nearest => Declarations[Declarations.Count - 1];

    /// <summary>The nearest of some attributes, and what it makes of the member.</summary>
    public (MemberKind Kind, FoundAttribute? Attribute) First(params (MemberKind Kind, string MetadataName)[] wanted)
    {
        foreach (var declaration in NearestFirst())
            foreach (var (kind, metadataName) in wanted)
                if (Find(declaration, metadataName) is { } found)
                    return (kind, found);
        return (MemberKind.None, null);
    }

    /// <summary>The property as a spec.</summary>
    /// <param name="anchor">The attribute that makes it part of the architecture; null where there is none.</param>
    public PropertySpec ToSpec(Anchor? anchor)
    {
        var (annotation, annotationAnchor) = Annotated();
        var declarations = Declarations.Select(each =>
            new PropertyDeclarationSpec(
                each.ContainingType.ToSpec(), each.Type.ToSpec(), Element(each.Type)?.ToSpec(), each.NullableAnnotation == NullableAnnotation.Annotated));
        return new(Name, declarations.ToEquatableArray(), annotation, anchor ?? new(Nearest.ContainingType.FullMetadataName(), Name), annotationAnchor);
    }

    private (Annotation Annotation, Anchor? Anchor) Annotated()
    {
        foreach (var declaration in NearestFirst())
        {
            var (frozen, trained) = (Find(declaration, LanguageTypes.Frozen), Find(declaration, LanguageTypes.Trained));
            if (frozen is not null && trained is not null) return (Annotation.Both, trained.Anchor);
            if (frozen is not null) return (Annotation.Frozen, frozen.Anchor);
            if (trained is not null) return (Annotation.Trained, trained.Anchor);
        }
        return (Annotation.None, null);
    }

    private IEnumerable<IPropertySymbol> NearestFirst() => Enumerable.Reverse(Declarations);

    private static FoundAttribute? Find(IPropertySymbol property, string metadataName) =>
        property.Attribute(metadataName) is var (data, index) ? new(data, new(property.ContainingType.FullMetadataName(), property.Name, index)) : null;

    private static INamedTypeSymbol? Element(ITypeSymbol type) =>
        type is INamedTypeSymbol list && list.Is("System.Collections.Generic.IReadOnlyList`1") ? list.TypeArguments[0] as INamedTypeSymbol : null;
}

/// <summary>An attribute of a property, and where it stands.</summary>
internal sealed record FoundAttribute(AttributeData Data, Anchor Anchor);
