using Microsoft.CodeAnalysis;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>Reads an adaptation: the model's attribute and what the module behind it states.</summary>
internal static class AdaptationReader
{
    private const string Order = "Order";

    /// <summary>The adaptation that an attribute declares; null where it declares none.</summary>
    public static AdaptationSpec? Read(AttributeData attribute, Anchor anchor)
    {
        if (attribute.AttributeClass is not { } type || Module(type) is not { } module) return null;
        var constructor = Constructor(module);
        var parameters = constructor?.Parameters.Skip(1).ToArray() ?? [];
        var settings = Settings(attribute, anchor, parameters);
        var livesAt = module.Attribute(LanguageTypes.LivesAt)?.Data;
        return new()
        {
            Anchor = anchor,
            Name = type.AttributeName(),
            Module = module.ToSpec(),
            IsPublic = module.IsPublicEverywhere(),
            Id = livesAt?.Text("id"),
            Sites = Sites(livesAt),
            Summary = livesAt?.Text("Summary") ?? "",
            Order = attribute.Number(Order),
            Settings = settings,
            UnsuppliedParameters = parameters
                .Where(parameter => !parameter.HasExplicitDefaultValue && settings.All(setting => setting.Parameter != parameter.Name))
                .Select(parameter => parameter.Name).ToEquatableArray(),
            HasConstructor = constructor is not null,
            Trained = Trained(module),
        };
    }

    // The attribute's own class is the user's; the generic base that it derives from names the module.
    private static INamedTypeSymbol? Module(INamedTypeSymbol type)
    {
        for (var each = type.BaseType; each is not null; each = each.BaseType)
            if (each.Is(LanguageTypes.Adaptation))
                return each.TypeArguments[0] as INamedTypeSymbol;
        return null;
    }

    private static IMethodSymbol? Constructor(INamedTypeSymbol module) => module.InstanceConstructors
        .Where(each => each.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal)
        .FirstOrDefault(each => each.Parameters.Length > 0 && each.Parameters[0].Type.Is(LanguageTypes.EncoderConfig));

    private static EquatableArray<Site> Sites(AttributeData? livesAt)
    {
        if (livesAt?.Argument("sites") is not { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type, Value: int value }) return [];
        var sites = new List<Site>();
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>())
            if (field.ConstantValue is int flag && flag != 0 && (value & flag) == flag && Enum.TryParse<Site>(field.Name, out var site))
                sites.Add(site);
        return sites.ToEquatableArray();
    }

    private static EquatableArray<SettingSpec> Settings(AttributeData attribute, Anchor anchor, IParameterSymbol[] parameters)
    {
        var settings = new List<(int Place, SettingSpec Setting)>();
        for (var each = attribute.AttributeClass; each is not null && !each.Is(LanguageTypes.Adaptation); each = each.BaseType)
            foreach (var property in each.GetMembers().OfType<IPropertySymbol>())
                if (property is { IsStatic: false, DeclaredAccessibility: Accessibility.Public })
                {
                    var place = Array.FindIndex(parameters, parameter => parameter.Name == Names.CamelCase(property.Name));
                    settings.Add((place < 0 ? int.MaxValue : place, Setting(attribute, anchor, property, place < 0 ? null : parameters[place])));
                }
        return settings.OrderBy(each => each.Place).ThenBy(each => each.Setting.Name, StringComparer.Ordinal).Select(each => each.Setting).ToEquatableArray();
    }

    private static SettingSpec Setting(AttributeData attribute, Anchor anchor, IPropertySymbol property, IParameterSymbol? parameter)
    {
        var given = attribute.Argument(property.Name);
        return new()
        {
            Name = property.Name,
            Parameter = parameter?.Name,
            Given = given is null ? null : anchor with { Argument = property.Name },
            OpenFallback = property.Attribute(LanguageTypes.Open)?.Data.Number("fallback"),
            Value = given is { Kind: not TypedConstantKind.Array } constant ? AttributeReading.ToConstant(constant.Value, constant.Type)
                : parameter is { HasExplicitDefaultValue: true } ? AttributeReading.ToConstant(parameter.ExplicitDefaultValue, parameter.Type)
                : null,
        };
    }

    private static EquatableArray<TrainedSpec> Trained(INamedTypeSymbol module)
    {
        var trained = new List<TrainedSpec>();
        for (var each = module; each is not null; each = each.BaseType)
            foreach (var property in each.GetMembers().OfType<IPropertySymbol>())
                if (property.Attribute(LanguageTypes.Trains)?.Data is { } data && data.Text("name") is { } name)
                    trained.Add(new(property.Name, name, Shape(data)));
        return trained.ToEquatableArray();
    }

    private static EquatableArray<Dimension> Shape(AttributeData data) =>
        data.Argument("shape") is { Kind: TypedConstantKind.Array } shape
            ? shape.Values.Select(value => Enum.TryParse<Dimension>(value.MemberName(), out var dimension) ? dimension : (Dimension?)null)
                .OfType<Dimension>().ToEquatableArray()
            : [];
}
