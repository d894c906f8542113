namespace PastaGen.Generator.Reading.Specs;

/// <summary>A property of an architecture's interfaces.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Declarations">The interfaces that declare it, the nearest last.</param>
/// <param name="Annotation">What its annotation says of its weights.</param>
/// <param name="Anchor">The attribute that makes it part of the architecture, or the property where it has none.</param>
/// <param name="AnnotationAnchor">The annotation; null where it has none.</param>
internal sealed record PropertySpec(
    string Name, EquatableArray<PropertyDeclarationSpec> Declarations, Annotation Annotation, Anchor Anchor, Anchor? AnnotationAnchor);

/// <summary>One interface's declaration of a property.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="Type">The property's type.</param>
/// <param name="Element">The type of the list's elements, where the property is a list.</param>
/// <param name="MayBeNull">Whether the property's type is nullable.</param>
internal sealed record PropertyDeclarationSpec(TypeSpec Interface, TypeSpec Type, TypeSpec? Element, bool MayBeNull);

/// <summary>What the architecture itself says of a member's weights.</summary>
internal enum Annotation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>They are frozen unless a model says otherwise.</summary>
    Frozen,

    /// <summary>They are trained unless a model says otherwise.</summary>
    Trained,

    /// <summary>Both at once: a mistake.</summary>
    Both,
}
