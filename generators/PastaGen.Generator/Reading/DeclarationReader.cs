using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>Reads a model class as a declaration: its names, the types around it, and what forbids an emitted half.</summary>
internal static class DeclarationReader
{
    public static DeclarationSpec Read(INamedTypeSymbol type, CancellationToken cancellation) => new()
    {
        Namespace = type.ContainingNamespace.Namespace(),
        Name = type.Name,
        MetadataName = type.FullMetadataName(),
        ContainingTypes = ContainingTypes(type, cancellation),
        IsPublic = type.IsPublicEverywhere(),
        IsVisibleInAssembly = type.IsVisibleInAssembly(),
        IsPartial = IsPartial(type, cancellation),
        Obstacle = Obstacle(type),
    };

    private static string? Obstacle(INamedTypeSymbol type)
    {
        if (type.IsStatic) return "static";
        if (type.IsRecord) return "a record";
        if (type.IsAbstract) return "abstract";
        if (type.IsFileLocal) return "local to its file";
        if (type.IsGenericType) return type.Arity > 0 ? "generic" : "nested in a generic type";
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            if (outer.IsFileLocal)
                return "nested in a type that is local to its file";
        return type.BaseType is { SpecialType: not SpecialType.System_Object } parent && !IsEmitted(parent, type) ? $"derived from {parent.Name}" : null;
    }

    // An analyzer sees the class with its emitted half, whose base is no mistake of the user's: the emitted network, or what every
    // model derives from where a mistake leaves only the surface.
    private static bool IsEmitted(INamedTypeSymbol parent, INamedTypeSymbol type)
    {
        if (parent.Is(LanguageTypes.TaskModel)) return true;
        var outer = new List<string>();
        for (var each = type.ContainingType; each is not null; each = each.ContainingType) outer.Insert(0, each.Name);
        var emitted = DeclarationSpec.EmittedNamespaceOf(type.ContainingNamespace.Namespace(), outer, type.Name);
        return parent.ContainingNamespace?.Namespace() == emitted;
    }

    private static EquatableArray<ContainingTypeSpec> ContainingTypes(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var types = new List<ContainingTypeSpec>();
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            types.Insert(0, new(Keyword(outer), outer.Name, outer.FullMetadataName(), IsPartial(outer, cancellation)));
        return types.ToEquatableArray();
    }

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => "class",
    };

    // Symbols do not tell partial from whole; a model class always stands in source, so its syntax does.
    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.All(reference =>
            reference.GetSyntax(cancellation) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
