using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>
/// An interface of an architecture as it stands there, found once for all that inherit it or name it. What it holds is bound here and
/// at once: the C# compiler binds attributes faster one after another than between other work.
/// </summary>
internal sealed class FoundInterface
{
    private static readonly ReadOnce<FoundInterface> Interfaces = new(type => new(type));

    private FoundInterface(INamedTypeSymbol type)
    {
        Type = type.ToSpec();
        Attributes = FoundAttribute.Of(type, new(Type.MetadataName));
        Declared = [.. type.GetMembers().OfType<IPropertySymbol>().Select(property => new DeclaredProperty(property, Type))];
        FarthestFirst = Inherited(type);
        FarthestFirst.Add(this);
        Properties = Merge();
    }

    /// <summary>The interface.</summary>
    public TypeSpec Type { get; }

    /// <summary>Its own attributes.</summary>
    public IReadOnlyList<FoundAttribute> Attributes { get; }

    /// <summary>The interface and those that it inherits, itself first and the farthest last.</summary>
    public IEnumerable<FoundInterface> NearestFirst => Enumerable.Reverse(FarthestFirst);

    /// <summary>
    /// Its properties with those that it inherits, in order, inherited ones first. One that is declared anew keeps its place; its type is
    /// the nearest declaration's, and so is each attribute that is declared anew.
    /// </summary>
    public IReadOnlyList<InterfaceProperty> Properties { get; }

    private List<FoundInterface> FarthestFirst { get; }

    private IReadOnlyList<DeclaredProperty> Declared { get; }

    public static FoundInterface Of(INamedTypeSymbol type) => Interfaces.Of(type);

    /// <summary>Its own attribute of a metadata name; null where it lacks it.</summary>
    public FoundAttribute? Attribute(string metadataName)
    {
        foreach (var attribute in Attributes)
            if (attribute.Is(metadataName))
                return attribute;
        return null;
    }

    private static List<FoundInterface> Inherited(INamedTypeSymbol type)
    {
        var all = new List<FoundInterface>();
        foreach (var inherited in type.Interfaces)
            foreach (var each in Of(inherited).FarthestFirst)
                if (!all.Exists(known => known.Type == each.Type))
                    all.Add(each);
        return all;
    }

    private List<InterfaceProperty> Merge()
    {
        var properties = new List<InterfaceProperty>();
        foreach (var each in FarthestFirst)
            foreach (var declared in each.Declared)
            {
                if (properties.Find(property => property.Name == declared.Name) is { } known) known.Declarations.Add(declared);
                else properties.Add(new(declared));
            }
        return properties;
    }
}
