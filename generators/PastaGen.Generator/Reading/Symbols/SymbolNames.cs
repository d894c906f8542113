using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>Names of symbols, in the forms that specs hold.</summary>
internal static class SymbolNames
{
    private const string AttributeSuffix = "Attribute";

    private static readonly ReadOnce<TypeSpec> Types = new(Spell);

    /// <summary>Whether a type is the one of a full metadata name; a constructed generic counts as its definition.</summary>
    public static bool Is(this ITypeSymbol? type, string metadataName) =>
        type is not null && IsNamed(type.OriginalDefinition, metadataName, metadataName.Length);

    /// <summary>Whether a namespace is the one of a name with dots.</summary>
    public static bool Is(this INamespaceSymbol? symbol, string name) => symbol is not null && IsNamed(symbol, name, name.Length);

    /// <summary>Namespace, containing types before <c>+</c>, name and arity.</summary>
    public static string FullMetadataName(this ITypeSymbol type) =>
        type.ContainingType is { } outer ? $"{outer.FullMetadataName()}+{type.MetadataName}"
        : type.ContainingNamespace is null or { IsGlobalNamespace: true } ? type.MetadataName
        : $"{type.ContainingNamespace.Namespace()}.{type.MetadataName}";

    /// <summary>A namespace with dots; empty for the global one.</summary>
    public static string Namespace(this INamespaceSymbol symbol) => symbol switch
    {
        { IsGlobalNamespace: true } => "",
        { ContainingNamespace: { IsGlobalNamespace: false } outer } => $"{outer.Namespace()}.{symbol.Name}",
        _ => symbol.Name,
    };

    // A constructed type is another object wherever it is named.
    public static TypeSpec ToSpec(this ITypeSymbol type) => type is INamedTypeSymbol { IsGenericType: false } named ? Types.Of(named) : Spell(type);

    /// <summary>An attribute's name as one writes it.</summary>
    public static string AttributeName(this INamedTypeSymbol type) =>
        type.Name.EndsWith(AttributeSuffix, StringComparison.Ordinal) && type.Name.Length > AttributeSuffix.Length
            ? type.Name.Substring(0, type.Name.Length - AttributeSuffix.Length)
            : type.Name;

    /// <summary>Whether a type and all types around it are public.</summary>
    public static bool IsPublicEverywhere(this ITypeSymbol type) => type.WithOuter().All(each => each.DeclaredAccessibility == Accessibility.Public);

    /// <summary>Whether the rest of an assembly sees a type.</summary>
    public static bool IsVisibleInAssembly(this ITypeSymbol type) => type.WithOuter().All(each =>
        each.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal);

    // Every attribute of every symbol is asked whether it is one of the language's, and writing its name out would be most of Reading.
    private static bool IsNamed(ISymbol symbol, string name, int end)
    {
        var own = symbol.MetadataName;
        var start = end - own.Length;
        if (start < 0 || string.CompareOrdinal(name, start, own, 0, own.Length) != 0) return false;
        return symbol.ContainingSymbol switch
        {
            INamedTypeSymbol outer => start > 0 && name[start - 1] == '+' && IsNamed(outer, name, start - 1),
            INamespaceSymbol { IsGlobalNamespace: false } outer => start > 0 && name[start - 1] == '.' && IsNamed(outer, name, start - 1),
            _ => start == 0,
        };
    }

    // Most types of an architecture stand in its interface, and displaying a symbol is slow.
    private static TypeSpec Spell(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsGenericType: false, ContainingType: { } outer } && !IsWord(type.Name) && outer.ToSpec() is var around
            ? new(type.Name, $"{around.FullName}.{type.Name}", $"{around.MetadataName}+{type.MetadataName}")
            : new(type.Name, type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), type.FullMetadataName());

    private static bool IsWord(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None;

    private static IEnumerable<ITypeSymbol> WithOuter(this ITypeSymbol type)
    {
        for (ITypeSymbol? each = type; each is not null; each = each.ContainingType) yield return each;
    }
}
