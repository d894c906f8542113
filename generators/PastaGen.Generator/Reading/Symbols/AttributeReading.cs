using System.Globalization;
using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>Reads attributes by the names of their parameters and properties, so that their order and form do not matter.</summary>
internal static class AttributeReading
{
    private static readonly ReadOnce<Dictionary<object, string>> EnumMembers = new(MembersByValue);

    /// <summary>
    /// The attributes that a person wrote, in order; an index among them means the same in source and in metadata, where the C# compiler
    /// has added its own.
    /// </summary>
    public static IReadOnlyList<AttributeData> WrittenAttributes(this ISymbol symbol) =>
        [.. symbol.GetAttributes().Where(IsWritten)];

    /// <summary>The attribute of a metadata name and its index among the written ones; null where the symbol lacks it.</summary>
    public static (AttributeData Data, int Index)? Attribute(this ISymbol symbol, string metadataName)
    {
        var index = 0;
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.Is(metadataName)) return (attribute, index);
            if (IsWritten(attribute)) index++;
        }
        return null;
    }

    private static bool IsWritten(AttributeData attribute) => !(attribute.AttributeClass?.ContainingNamespace).Is("System.Runtime.CompilerServices");

    /// <summary>The argument of a constructor parameter or property, by its name in any case; null where it is not given.</summary>
    public static TypedConstant? Argument(this AttributeData attribute, string name)
    {
        if (attribute.AttributeConstructor is { } constructor)
            for (var i = 0; i < constructor.Parameters.Length && i < attribute.ConstructorArguments.Length; i++)
                if (constructor.Parameters[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return attribute.ConstructorArguments[i];
        foreach (var named in attribute.NamedArguments)
            if (named.Key == name)
                return named.Value;
        return null;
    }

    /// <summary>A text; null where it is not given.</summary>
    public static string? Text(this AttributeData attribute, string name) =>
        attribute.Argument(name) is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : null;

    /// <summary>A whole number; null where it is not given.</summary>
    public static int? Number(this AttributeData attribute, string name) =>
        attribute.Argument(name) is { Kind: TypedConstantKind.Primitive, Value: int number } ? number : null;

    /// <summary>A truth value; null where it is not given.</summary>
    public static bool? Truth(this AttributeData attribute, string name) =>
        attribute.Argument(name) is { Kind: TypedConstantKind.Primitive, Value: bool truth } ? truth : null;

    /// <summary>A member of one of the language's enums; null where it is not given.</summary>
    public static T? Member<T>(this AttributeData attribute, string name)
        where T : struct, Enum => Enum.TryParse<T>(attribute.Argument(name)?.MemberName(), out var value) ? value : null;

    /// <summary>Members of one of the language's enums, in the order in which they are given.</summary>
    public static EquatableArray<T> Members<T>(this AttributeData attribute, string name)
        where T : struct, Enum
    {
        if (attribute.Argument(name) is not { Kind: TypedConstantKind.Array, IsNull: false } list) return [];
        var members = new List<T>();
        foreach (var each in list.Values)
            if (Enum.TryParse<T>(each.MemberName(), out var member))
                members.Add(member);
        return members.ToEquatableArray();
    }

    /// <summary>Sizes in the order in which they are given.</summary>
    public static EquatableArray<SizeProduct> SizeProducts(this AttributeData attribute, string name) =>
        attribute.Argument(name) is { Kind: TypedConstantKind.Array, IsNull: false } list ? list.Values.Select(ToSizeProduct).OfType<SizeProduct>().ToEquatableArray() : [];

    private static SizeProduct? ToSizeProduct(TypedConstant size) => size switch
    {
        { Value: string text } => SizeProduct.Parse(text),
        { Kind: TypedConstantKind.Primitive, Value: int number } => SizeProduct.Of(number.ToString(CultureInfo.InvariantCulture)),
        _ => size.MemberName() is { } name ? SizeProduct.Of(name) : null,
    };

    /// <summary>Whether a named argument is true; the fallback where it is not given.</summary>
    public static bool Flag(this AttributeData attribute, string name, bool fallback) => attribute.Argument(name)?.Value as bool? ?? fallback;

    /// <summary>The sites that a flags argument holds, in the order of the language.</summary>
    public static EquatableArray<Site> Sites(this AttributeData attribute, string name)
    {
        if (attribute.Argument(name) is not { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type, Value: int value }) return [];
        var sites = new List<Site>();
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>())
            if (field.ConstantValue is int flag && flag != 0 && (value & flag) == flag && Enum.TryParse<Site>(field.Name, out var site))
                sites.Add(site);
        return sites.ToEquatableArray();
    }

    /// <summary>The part that weights play: a member of the language's enum, or a text; null where it is not given.</summary>
    public static string? Role(this AttributeData attribute) => attribute.Argument("role") is { } role ? role.MemberName() ?? role.Value as string : null;

    /// <summary>The name of the enum member that a constant is; null where it is none.</summary>
    public static string? MemberName(this TypedConstant constant) =>
        constant is { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type, Value: { } value } ? type.MemberName(value) : null;

    /// <summary>The name of an enum's first member of some value; null where there is none.</summary>
    public static string? MemberName(this INamedTypeSymbol type, object value) => EnumMembers.Of(type).TryGetValue(value, out var name) ? name : null;

    private static Dictionary<object, string> MembersByValue(INamedTypeSymbol type)
    {
        var members = new Dictionary<object, string>();
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>())
            if (field is { HasConstantValue: true, ConstantValue: { } value } && !members.ContainsKey(value))
                members.Add(value, field.Name);
        return members;
    }

    /// <summary>A compile-time value of a type.</summary>
    public static ConstantSpec? ToConstant(object? value, ITypeSymbol? type) => value switch
    {
        not null when type is INamedTypeSymbol { TypeKind: TypeKind.Enum } named =>
            named.MemberName(value) is { } member ? new(ConstantKind.EnumMember, member, named.ToSpec()) : null,
        int or long or short or byte or sbyte or ushort or uint or ulong => new(ConstantKind.Integer, Convert.ToString(value, CultureInfo.InvariantCulture), null),
        double number => new(ConstantKind.Real, number.ToString("R", CultureInfo.InvariantCulture), null),
        float number => new(ConstantKind.Single, number.ToString("R", CultureInfo.InvariantCulture), null),
        bool truth => new(ConstantKind.Boolean, truth ? "true" : "false", null),
        string text => new(ConstantKind.Text, text, null),
        null => new(ConstantKind.Null, "null", null),
        _ => null,
    };
}
