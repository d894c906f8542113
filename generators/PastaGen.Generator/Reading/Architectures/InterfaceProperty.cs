using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>A property of an interface with all its declarations.</summary>
internal sealed class InterfaceProperty(DeclaredProperty first)
{
    public string Name => first.Name;

    /// <summary>The declarations, the nearest last.</summary>
    public List<DeclaredProperty> Declarations { get; } = [first];

    public ITypeSymbol Type => Nearest.Type;

    /// <summary>The type of the elements, where the property is a list of one interface.</summary>
    public INamedTypeSymbol? ElementType => Nearest.ElementType;

    private DeclaredProperty Nearest => Declarations[Declarations.Count - 1];

    /// <summary>The nearest of some attributes, and what it makes of the member.</summary>
    public (MemberKind Kind, FoundAttribute? Attribute) First(params (MemberKind Kind, string MetadataName)[] wanted)
    {
        for (var i = Declarations.Count - 1; i >= 0; i--)
            foreach (var (kind, metadataName) in wanted)
                if (Declarations[i].Attribute(metadataName) is { } found)
                    return (kind, found);
        return (MemberKind.None, null);
    }

    /// <summary>The property as a spec.</summary>
    /// <param name="anchor">The attribute that makes it part of the architecture; null where there is none.</param>
    public PropertySpec ToSpec(Anchor? anchor)
    {
        var (annotation, annotationAnchor) = Annotated();
        return new(Name, Declarations.Select(each => each.Spec).ToEquatableArray(), annotation, anchor ?? Nearest.Anchor, annotationAnchor);
    }

    private (Annotation Annotation, Anchor? Anchor) Annotated()
    {
        for (var i = Declarations.Count - 1; i >= 0; i--)
        {
            var (frozen, trained) = (Declarations[i].Attribute(LanguageTypes.Frozen), Declarations[i].Attribute(LanguageTypes.Trained));
            if (frozen is not null && trained is not null) return (Annotation.Both, trained.Anchor);
            if (frozen is not null) return (Annotation.Frozen, frozen.Anchor);
            if (trained is not null) return (Annotation.Trained, trained.Anchor);
        }
        return (Annotation.None, null);
    }
}
