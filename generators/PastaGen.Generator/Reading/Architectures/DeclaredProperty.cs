using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>One interface's declaration of a property.</summary>
internal sealed class DeclaredProperty
{
    private readonly FoundAttribute[] attributes;

    public DeclaredProperty(IPropertySymbol property, TypeSpec declaringInterface)
    {
        Name = property.Name;
        Type = property.Type;
        ElementType = Type is INamedTypeSymbol list && list.Is("System.Collections.Generic.IReadOnlyList`1") ? list.TypeArguments[0] as INamedTypeSymbol : null;
        Anchor = new(declaringInterface.MetadataName, Name);
        attributes = FoundAttribute.Of(property, Anchor);
        Spec = new(declaringInterface, Type.ToSpec(), ElementType?.ToSpec(), property.NullableAnnotation == NullableAnnotation.Annotated);
    }

    public string Name { get; }

    public ITypeSymbol Type { get; }

    /// <summary>The type of the elements, where the property is a list of one interface.</summary>
    public INamedTypeSymbol? ElementType { get; }

    /// <summary>The property.</summary>
    public Anchor Anchor { get; }

    public PropertyDeclarationSpec Spec { get; }

    /// <summary>The attribute of a metadata name; null where the declaration lacks it.</summary>
    public FoundAttribute? Attribute(string metadataName)
    {
        foreach (var attribute in attributes)
            if (attribute.Is(metadataName))
                return attribute;
        return null;
    }
}
