using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>Reads an architecture off its interface, from source and from metadata alike.</summary>
internal static class ArchitectureReader
{
    private static readonly KeptOverEdits<ArchitectureSpec> Kept = new(ReadAnew);
    private static readonly ReadOnce<ArchitectureSpec> Architectures = new(type => Kept.Of(type));

    /// <summary>What the interface declares, what it inherits included.</summary>
    public static ArchitectureSpec Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Architectures.Of(type);
    }

    private static ArchitectureSpec ReadAnew(INamedTypeSymbol type)
    {
        // First, because it finds every interface that the rest reads.
        var compiles = Compiles(type, new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        var found = FoundInterface.Of(type);
        var architecture = found.Attribute(LanguageTypes.Architecture)?.Data;
        return new()
        {
            Type = found.Type,
            ModelType = architecture?.Text("modelType"),
            Prefix = architecture?.Text("Prefix") ?? "",
            Members = Members(found, inLayer: false),
            Compiles = compiles,
            Config = ConfigLayoutReader.Read(found),
            Heads = HeadReader.Read(found),
        };
    }

    // An interface may name itself, by mistake: each is looked at once.
    private static bool Compiles(INamedTypeSymbol type, ISet<ISymbol> seen) =>
        !seen.Add(type) || FoundInterface.Of(type).Properties.All(property => (property.ElementType ?? property.Type) switch
        {
            { TypeKind: TypeKind.Error } => false,
            INamedTypeSymbol { TypeKind: TypeKind.Interface } inner => Compiles(inner, seen),
            _ => true,
        });

    private static EquatableArray<ArchitectureMemberSpec> Members(FoundInterface type, bool inLayer) =>
        type.Properties.Select(property => Member(property, inLayer)).ToEquatableArray();

    private static ArchitectureMemberSpec Member(InterfaceProperty property, bool inLayer)
    {
        var (kind, attribute) = property.First(
            (MemberKind.Block, LanguageTypes.Block), (MemberKind.Repeated, LanguageTypes.Repeated), (MemberKind.Weights, LanguageTypes.Weights));
        var spec = property.ToSpec(attribute?.Anchor);
        var path = attribute?.Data.Text("path") ?? "";
        var (type, element) = (property.Type as INamedTypeSymbol, property.ElementType);
        return new()
        {
            Property = spec,
            Kind = kind,
            Path = path,
            IsShared = attribute?.Data.Argument("Shared") is { Value: true },
            Block = kind == MemberKind.Block && type is not null ? BlockReader.Read(type) : null,
            Layer = kind == MemberKind.Repeated && element is not null && !inLayer ? new(element.ToSpec(), Members(FoundInterface.Of(element), inLayer: true)) : null,
        };
    }
}
